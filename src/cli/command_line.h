// A command line from its words to its end.
#pragma once

namespace bach::cli {

// Parses, runs the chosen command and says what came of it on stdout and stderr; returns the exit code.
// `argv` as main() has it. May be called again: nothing of a call is left for the next one.
// Where memory does not suffice that is said, and all that was held is given back.
int run_command_line(int argc, const char* const* argv);

// Where memory runs short in a place that nothing can be thrown from (destructors of the JSON library
// allocate), the program ends with the same words and kFailed, not by a signal. For main().
void prepare_for_lack_of_memory();

}  // namespace bach::cli
