// bach inspect MODEL: what model files say of themselves, in lines or as JSON.
#pragma once

#include <string>
#include <vector>

#include "cli/commands.h"

namespace bach::cli {

// `files` of which is_model_file() says yes. Returns the exit code.
int run_inspect_models(const Common& common, const std::vector<std::string>& files);

}  // namespace bach::cli
