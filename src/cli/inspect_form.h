// bach inspect --form: the form of pieces, in lines or as JSON.
#pragma once

#include <string>
#include <vector>

#include "cli/commands.h"

namespace bach::cli {

// `inputs` as inputs_to_inspect() gives them. Returns the exit code.
int run_inspect_form(const Common& common, const std::vector<std::string>& inputs);

}  // namespace bach::cli
