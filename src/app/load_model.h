// Models from disk.
#pragma once

#include <string>

#include "base/result.h"
#include "lm/model.h"

namespace bach {

// Reads a windows model whose vocabulary is this program's notebook pitches. Errors name the file;
// kUnsupported for another vocabulary.
Result<Model> load_model(const std::string& path);

}  // namespace bach
