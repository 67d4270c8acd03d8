// Scripts that let shells complete commands, options and their values, out of the definitions.
#pragma once

#include <string>
#include <vector>

#include "cli/command_tree.h"

namespace bach::cli {

// `movements` are offered beside files where music is asked for.
std::string bash_completion(const CommandEntry& program, const std::vector<std::string>& movements);
std::string zsh_completion(const CommandEntry& program, const std::vector<std::string>& movements);

}  // namespace bach::cli
