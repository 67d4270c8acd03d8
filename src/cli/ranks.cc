#include "cli/ranks.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <memory>
#include <optional>

#include "app/studio.h"
#include "cli/terminal.h"

namespace bach::cli {
namespace {

const std::optional<Launch>& launch() {
  static const std::optional<Launch> found = find_launch();
  return found;
}

std::unique_ptr<LoadedGroup> g_group;
int g_errors = -1;  // where a silent process would print

bool is_other() { return launch() && launch()->rank > 0; }

Result<std::unique_ptr<LoadedGroup>> join() {
  const std::string name = "bach_mpi_" + launch()->mpi + ".so";
  const Result<std::filesystem::path> plugin = find_program_library(name);
  if (plugin) return join_launch(plugin->string());
  return Error{ErrorCode::kUnsupported,
               "mpirun started this, but the program was built without " + name +
                   "; install the headers of that MPI and build again (doc/scale.md), or start one "
                   "process",
               {}};
}

}  // namespace

bool launched() { return launch().has_value(); }

void silence_other_ranks() {
  if (!is_other()) return;
  g_errors = ::dup(STDERR_FILENO);
  const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
  ::dup2(nowhere, STDOUT_FILENO);
  ::dup2(nowhere, STDERR_FILENO);
  ::close(nowhere);
}

void let_speak() {
  if (g_errors >= 0) ::dup2(g_errors, STDERR_FILENO);
}

Group* join_ranks(int& code) {
  if (!launched()) return &alone();
  if (!g_group) {
    Result<std::unique_ptr<LoadedGroup>> joined = join();
    if (!joined) {
      // What is wrong with all the first one says, in time; it may as well be waiting for this one.
      if (is_other()) {
        ::sleep(1);
        std::_Exit(kFailed);
      }
      code = report(joined.error());
      return nullptr;
    }
    g_group = std::move(*joined);
  }
  return g_group.get();
}

int threads_of_rank() { return g_group ? g_group->threads_each() : 0; }

bool leave_to_first(const Common& common) {
  if (!launched()) return false;
  if (is_other()) return true;
  say(common, "one process does this; any others have nothing to do");
  return false;
}

int leave_ranks(int code) {
  if (g_group && !g_group->status()) {
    let_speak();
    if (!g_group->leads()) report(g_group->status().error());
    std::fflush(nullptr);
    g_group->end_all(code == kDone ? kFailed : code);
  }
  g_group.reset();
  // The code of all is that of the first.
  return is_other() ? kDone : code;
}

}  // namespace bach::cli
