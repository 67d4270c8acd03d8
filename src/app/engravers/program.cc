#include "app/engravers/program.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string_view>
#include <thread>

#include "base/number_text.h"

extern char** environ;  // NOLINT(readability-redundant-declaration): POSIX has it in no header

namespace bach {
namespace {

using std::chrono::steady_clock;

constexpr auto kGlance = std::chrono::milliseconds(5);

std::string_view name_in(std::string_view variable) {
  return variable.substr(0, variable.find('='));
}

// This process's environment with `changes` in it.
std::vector<std::string> environment_with(const std::vector<std::string>& changes) {
  std::vector<std::string> all = changes;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    bool changed = false;
    for (const std::string& change : changes) changed |= name_in(change) == name_in(*entry);
    if (!changed) all.emplace_back(*entry);
  }
  return all;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

// 0, or the error number.
int spawn(ProgramRun run, pid_t& child) {
  std::vector<std::string> environment = environment_with(run.environment);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  posix_spawnattr_setpgroup(&attributes, 0);
  const int failed =
      ::posix_spawnp(&child, run.command[0].c_str(), &actions, &attributes,
                     pointers_to(run.command).data(), pointers_to(environment).data());
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return failed;
}

bool has_ended(pid_t child) {
  siginfo_t info{};
  return ::waitid(P_PID, static_cast<id_t>(child), &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
         info.si_pid == child;
}

// Ends what is left of the group, then takes the leader's status.
int end_group(pid_t child) {
  ::kill(-child, SIGKILL);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

}  // namespace

std::string installed_program(const std::vector<std::string>& names) {
  const char* path = std::getenv("PATH");
  for (const std::string& name : names) {
    std::string_view folders = path != nullptr ? path : "/usr/bin:/bin";
    while (!folders.empty()) {
      const std::size_t end = std::min(folders.find(':'), folders.size());
      const std::filesystem::path file = std::filesystem::path(folders.substr(0, end)) / name;
      std::error_code unknown;
      if (end > 0 && std::filesystem::is_regular_file(file, unknown) &&
          ::access(file.c_str(), X_OK) == 0) {
        return name;
      }
      folders.remove_prefix(std::min(end + 1, folders.size()));
    }
  }
  return {};
}

Result<int> run_program(const ProgramRun& run, const Cancellation& cancellation) {
  const std::string& name = run.command[0];
  pid_t child = 0;
  if (const int failed = spawn(run, child); failed != 0) {
    return Error{ErrorCode::kUnsupported, name + " cannot be run: " + std::strerror(failed), {}};
  }
  const auto deadline = steady_clock::now() + std::chrono::duration<double>(run.limit_seconds);
  while (!has_ended(child)) {
    if (cancellation.requested()) {
      end_group(child);
      return Error{ErrorCode::kCancelled, name + " was stopped", {}};
    }
    if (steady_clock::now() > deadline) {
      end_group(child);
      return Error{
          ErrorCode::kLimit,
          name + " was not done after " + fixed_text(run.limit_seconds, 0) + " s and was ended",
          {}};
    }
    std::this_thread::sleep_for(kGlance);
  }
  const int status = end_group(child);
  if (WIFEXITED(status)) return WEXITSTATUS(status);
  return Error{
      ErrorCode::kInvalidData, name + " ended by signal " + std::to_string(WTERMSIG(status)), {}};
}

}  // namespace bach
