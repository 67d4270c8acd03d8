// Models from disk.
#pragma once

#include <string>
#include <variant>

#include "base/result.h"
#include "lm/model.h"

namespace bach {

using AnyModel = std::variant<Model, SequenceModel>;

// Reads a model of this program's vocabularies: a windows model of notebook pitches, or a suite
// network (see is_suite_config()). Errors name the file; kUnsupported for another vocabulary.
Result<AnyModel> load_any_model(const std::string& path);

// A windows model; kUnsupported for another kind.
Result<Model> load_model(const std::string& path);

}  // namespace bach
