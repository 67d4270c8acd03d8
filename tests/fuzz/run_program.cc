#include "fuzz/run_program.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>

namespace bach::fuzz {
namespace {

constexpr rlim_t kHangSeconds = 120;  // sanitizers included

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
}

}  // namespace

Outcome run(const Words& words, const std::filesystem::path& folder) {
  const std::filesystem::path errors = folder / "errors";
  std::fflush(nullptr);  // or the child would print it once more
  const pid_t child = fork();
  if (child == 0) {
    std::vector<char*> argv;
    for (const std::string& word : words) argv.push_back(const_cast<char*>(word.c_str()));
    argv.push_back(nullptr);
    const rlimit most{kHangSeconds, kHangSeconds};
    const bool ready = std::freopen("/dev/null", "r", stdin) != nullptr &&
                       std::freopen("/dev/null", "w", stdout) != nullptr &&
                       std::freopen(errors.c_str(), "w", stderr) != nullptr &&
                       setrlimit(RLIMIT_CPU, &most) == 0 && chdir(folder.c_str()) == 0;
    if (ready) execv(argv[0], argv.data());
    _exit(127);
  }
  Outcome outcome;
  rusage used{};
  wait4(child, &outcome.status, 0, &used);
  outcome.seconds = seconds(used.ru_utime) + seconds(used.ru_stime);
  outcome.mib = static_cast<double>(used.ru_maxrss) / 1024;
  std::ifstream in(errors);
  for (std::string line; std::getline(in, line);) outcome.errors.push_back(line);
  return outcome;
}

}  // namespace bach::fuzz
