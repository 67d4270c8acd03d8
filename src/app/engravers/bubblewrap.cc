#include "app/engravers/bubblewrap.h"

#include <iterator>
#include <utility>

#include "app/engravers/program.h"

namespace bach {
namespace {

const char kBubblewrap[] = "bwrap";

std::vector<std::string> without_rights() {
  return {kBubblewrap, "--unshare-all", "--die-with-parent", "--ro-bind", "/", "/", "--dev", "/dev",
          "--proc",    "/proc"};
}

bool try_bubblewrap() {
  if (installed_program({kBubblewrap}).empty()) return false;
  constexpr double kPatience = 5;  // seconds
  ProgramRun run{without_rights(), {}, kPatience};
  run.command.emplace_back("true");
  const Result<int> status = run_program(run, {});
  return status && *status == 0;
}

}  // namespace

std::vector<std::string> confined(std::vector<std::string> command, const std::string& folder) {
  static const bool works = try_bubblewrap();
  if (!works) return command;
  std::vector<std::string> all = without_rights();
  all.insert(all.end(), {"--bind", folder, folder, "--chdir", folder, "--"});
  std::move(command.begin(), command.end(), std::back_inserter(all));
  return all;
}

}  // namespace bach
