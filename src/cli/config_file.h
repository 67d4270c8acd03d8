// Options of a command from a small text file.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "base/result.h"

namespace bach::cli {

// Gives `command` the options in the file at `path`, a line each: "hidden = 128", "tied = true";
// '#' begins a comment. An option given on the command line keeps that value. Errors name file and
// line: an unknown option (with the name probably meant), one said twice, a line that is none.
// Values out of range throw CLI::ParseError, as on the command line.
Status apply_config_file(const std::string& path, CLI::App& command);

}  // namespace bach::cli
