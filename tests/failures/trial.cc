#include "failures/trial.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <new>

namespace bach::failures {
namespace {

namespace fs = std::filesystem;

std::string contents(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

[[noreturn]] void become(Plan& plan, const fs::path& folder, const fs::path& said,
                         const std::function<int()>& work) {
  const int err = ::open(said.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  const int out = ::open("/dev/null", O_WRONLY);
  if (::chdir(folder.c_str()) != 0 || ::dup2(err, STDERR_FILENO) < 0 ||
      ::dup2(out, STDOUT_FILENO) < 0) {
    ::_exit(99);
  }
  follow(&plan);
  const int code = work();
  follow(nullptr);
  std::fflush(nullptr);
  ::_exit(code);
}

}  // namespace

Files files_in(const fs::path& folder) {
  Files files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) {
      files[fs::relative(entry.path(), folder).string()] = contents(entry.path());
    }
  }
  return files;
}

void put(const Files& files, const fs::path& folder) {
  fs::create_directories(folder);
  const Files there = files_in(folder);
  for (const auto& entry : fs::directory_iterator(folder)) {
    const auto wanted = files.find(entry.path().filename().string());
    if (wanted == files.end() || !entry.is_regular_file()) fs::remove_all(entry);
  }
  for (const auto& [name, bytes] : files) {
    const auto found = there.find(name);
    if (found != there.end() && found->second == bytes && fs::exists(folder / name)) continue;
    fs::create_directories((folder / name).parent_path());
    std::ofstream(folder / name, std::ios::binary) << bytes;
  }
}

Outcome run_child(Plan& plan, const fs::path& folder, const fs::path& said,
                  const std::function<int()>& work) {
  for (auto& seen : plan.seen) seen = 0;
  const pid_t child = ::fork();
  if (child == 0) become(plan, folder, said, work);
  int status = 0;
  ::waitpid(child, &status, 0);
  return {WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status), contents(said)};
}

void expect_one_line(const Outcome& outcome, Call call, const std::string& what) {
  EXPECT_EQ(outcome.code, 1) << what;
  EXPECT_EQ(std::count(outcome.said.begin(), outcome.said.end(), '\n'), 1) << what;
  EXPECT_TRUE(outcome.said.starts_with("bach: ")) << what;
  if (call == Call::kAllocate) {
    EXPECT_THAT(outcome.said, testing::HasSubstr("memory")) << what;
  }
}

bool every_failure() { return std::getenv("BACH_EVERY_FAILURE") != nullptr; }

std::vector<std::uint64_t> tried(std::uint64_t count, std::uint64_t most) {
  if (every_failure()) most = count;
  std::vector<std::uint64_t> numbers;
  for (std::uint64_t k = 0; k < std::min(count, most); ++k) {
    numbers.push_back(count <= most ? k + 1 : 1 + k * (count - 1) / (most - 1));
  }
  return numbers;
}

FailureTrial::FailureTrial() {
  std::string name = (fs::temp_directory_path() / "bach_failures_XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) std::abort();
  root_ = name;
  folder_ = root_ / "here";
  fs::create_directories(folder_);
  void* shared =
      ::mmap(nullptr, sizeof(Plan), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (shared == MAP_FAILED) std::abort();
  plan_ = new (shared) Plan;
}

FailureTrial::~FailureTrial() {
  ::munmap(plan_, sizeof(Plan));
  fs::remove_all(root_);
}

}  // namespace bach::failures
