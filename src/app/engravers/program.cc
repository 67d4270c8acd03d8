#include "app/engravers/program.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string_view>
#include <thread>
#include <utility>

#include "app/engravers/bubblewrap.h"
#include "base/number_text.h"

extern char** environ;  // NOLINT(readability-redundant-declaration): POSIX has it in no header

namespace bach {
namespace {

using std::chrono::steady_clock;

constexpr auto kGlance = std::chrono::milliseconds(5);
constexpr int kSignalled = 128;
constexpr auto kLook = std::chrono::milliseconds(100);  // at what it writes

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

struct Limit {
  int resource = 0;
  rlim_t most = 0;
};

// Between fork() and exec() only what is safe in a signal handler may be called.
[[noreturn]] void become(char* const* command, char* const* environment,
                         const std::array<Limit, 4>& limits, int failure) {
  ::setpgid(0, 0);
  const int nothing = ::open("/dev/null", O_RDWR);
  bool ready = nothing >= 0;
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    ready = ready && ::dup2(nothing, stream) >= 0;
  }
  for (const Limit& limit : limits) {
    rlimit now{};
    ::getrlimit(limit.resource, &now);
    now.rlim_max = std::min(now.rlim_max, limit.most);
    now.rlim_cur = std::min(now.rlim_cur, now.rlim_max);
    ready = ready && ::setrlimit(limit.resource, &now) == 0;
  }
  if (ready) ::execvpe(command[0], command, environment);
  const int number = errno;
  if (::write(failure, &number, sizeof number) < 0) ::_exit(1);
  ::_exit(1);
}

// 0, or the error number.
int spawn(ProgramRun run, pid_t& child) {
  std::vector<std::string> environment = environment_with(run.environment);
  const std::vector<char*> variables = pointers_to(environment);
  const std::vector<char*> command = pointers_to(run.command);
  const auto seconds = static_cast<rlim_t>(std::ceil(std::max(run.limit_seconds, 1.0)));
  const std::array<Limit, 4> limits = {{{RLIMIT_DATA, run.most_memory},
                                        {RLIMIT_FSIZE, run.most_output},
                                        {RLIMIT_CPU, seconds},
                                        {RLIMIT_CORE, 0}}};
  int failure[2];
  if (::pipe2(failure, O_CLOEXEC) != 0) return errno;
  child = ::fork();
  if (child == 0) become(command.data(), variables.data(), limits, failure[1]);
  int number = child < 0 ? errno : 0;
  ::close(failure[1]);
  if (child > 0) {
    ::setpgid(child, child);  // whoever of the two comes first
    while (::read(failure[0], &number, sizeof number) < 0 && errno == EINTR) {
    }
    if (number != 0) ::waitpid(child, nullptr, 0);
  }
  ::close(failure[0]);
  return number;
}

// Whether the files of a folder are more than a run may leave.
bool is_too_much(const ProgramRun& run) {
  std::uint64_t bytes = 0;
  std::size_t files = 0;
  std::error_code failed;
  std::filesystem::recursive_directory_iterator at(run.folder, failed);
  for (; !failed && at != std::filesystem::recursive_directory_iterator(); at.increment(failed)) {
    std::error_code gone;
    const std::uintmax_t size = at->is_regular_file(gone) ? at->file_size(gone) : 0;
    if (!gone) bytes += size;
    if (++files > kMostProgramFiles || bytes > run.most_output) return true;
  }
  return false;
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
  ProgramRun spawned = run;
  if (run.confine) spawned.command = confined(run.command, run.folder);
  const bool shut_in = spawned.command.size() > run.command.size();
  if (const int failed = spawn(std::move(spawned), child); failed != 0) {
    return Error{ErrorCode::kUnsupported, name + " cannot be run: " + std::strerror(failed), {}};
  }
  const auto deadline = steady_clock::now() + std::chrono::duration<double>(run.limit_seconds);
  const auto too_much = [&](const std::string& what) {
    return Error{ErrorCode::kLimit, name + " " + what, {}};
  };
  for (auto next_look = steady_clock::now(); !has_ended(child);) {
    if (!run.folder.empty() && steady_clock::now() >= next_look) {
      next_look = steady_clock::now() + kLook;
      if (is_too_much(run)) {
        end_group(child);
        return too_much("wrote more than " + std::to_string(kMostProgramFiles) + " files or " +
                        std::to_string(run.most_output >> 20U) + " MiB and was ended");
      }
    }
    if (cancellation.requested()) {
      end_group(child);
      return Error{ErrorCode::kCancelled, name + " was stopped", {}};
    }
    if (steady_clock::now() > deadline) {
      end_group(child);
      return too_much("was not done after " + fixed_text(run.limit_seconds, 0) +
                      " s and was ended");
    }
    std::this_thread::sleep_for(kGlance);
  }
  const int status = end_group(child);
  // Of what is shut in, a signal is told as a shell does.
  const bool told = shut_in && WIFEXITED(status) && WEXITSTATUS(status) > kSignalled;
  const int signal = told ? WEXITSTATUS(status) - kSignalled : WTERMSIG(status);
  if (WIFEXITED(status) && !told) return WEXITSTATUS(status);
  if (signal == SIGXFSZ) {
    return too_much("wrote a file of more than " + std::to_string(run.most_output >> 20U) +
                    " MiB and was ended");
  }
  return Error{ErrorCode::kInvalidData, name + " ended by signal " + std::to_string(signal), {}};
}

}  // namespace bach
