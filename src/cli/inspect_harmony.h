// bach inspect --harmony: keys, numerals and cadences of pieces, in lines or as JSON.
#pragma once

#include <string>
#include <vector>

#include "cli/commands.h"

namespace bach::cli {

// `inputs` as inputs_to_inspect() gives them. Returns the exit code.
int run_inspect_harmony(const Common& common, const std::vector<std::string>& inputs);

}  // namespace bach::cli
