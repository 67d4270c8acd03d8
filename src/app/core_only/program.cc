// Where no programs can be run: none is installed.
#include "app/engravers/program.h"

namespace bach {

std::string installed_program(const std::vector<std::string>&) { return {}; }

Result<int> run_program(const ProgramRun& run, const Cancellation&) {
  return Error{ErrorCode::kUnsupported, run.command[0] + " cannot be run from this build", {}};
}

}  // namespace bach
