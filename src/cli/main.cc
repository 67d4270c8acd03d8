// The program: runs its command line and exits with its code.
#include <cstdio>
#include <exception>

#include "cli/command_line.h"
#include "cli/commands.h"
#include "cli/ranks.h"
#include "cli/terminal.h"

int main(int argc, char** argv) {
  bach::cli::catch_signals(bach::cli::launched());
  bach::cli::silence_other_ranks();
  bach::cli::prepare_for_lack_of_memory();
  try {
    const int code = bach::cli::leave_ranks(bach::cli::run_command_line(argc, argv));
    if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
      return bach::cli::report({bach::ErrorCode::kIo, "cannot write to standard output", {}});
    }
    return code;
  } catch (const std::exception& error) {
    bach::cli::let_speak();
    std::fprintf(stderr, "bach: %s; this should not happen, please report it\n", error.what());
  }
  return bach::cli::kFailed;
}
