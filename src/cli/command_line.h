// A command line from its words to its end.
#pragma once

namespace bach::cli {

// Parses, runs the chosen command and says what came of it on stdout and stderr; returns the exit code.
// `argv` as main() has it. May be called again: nothing of a call is left for the next one.
int run_command_line(int argc, const char* const* argv);

}  // namespace bach::cli
