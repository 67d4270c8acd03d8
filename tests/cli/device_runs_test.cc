// bach train on devices as users have them: pocl's, which are this processor, and oclgrind's, which
// cannot give the processor's bits. Without those drivers nothing is run.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <thread>

#include "base/sanitized.h"
#include "cli/program.h"

namespace bach {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;

std::vector<std::string> small_train(const std::vector<std::string>& more) {
  std::vector<std::string> words = {"train",   "cs1-4sar", "--preset", "sequences", "--hidden",
                                    "16",      "--dense",  "8",        "--lanes",   "3",
                                    "--steps", "8",        "-q",       "--force"};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

class DeviceRuns : public ::testing::Test {
 protected:
  // Skips unless the environment's drivers give so many devices; their description.
  nlohmann::json devices(std::size_t least) {
    if (kSanitized) return nullptr;
    ::setenv("XDG_CACHE_HOME", folder_.path().c_str(), 1);
    ::setenv("POCL_CACHE_DIR", (folder_ / "pocl").c_str(), 1);
    const Outcome listed = run_bach({"devices", "--json"}, folder_.path());
    EXPECT_EQ(listed.exit_code, 0) << listed.err;
    nlohmann::json json = nlohmann::json::parse(listed.out)["devices"];
    return json.size() < least ? nlohmann::json(nullptr) : json;
  }
  Outcome train(const std::vector<std::string>& more) {
    return run_bach(small_train(more), folder_.path());
  }
  void TearDown() override {
    for (const char* name :
         {"POCL_DEVICES", "OCL_ICD_VENDORS", "XDG_CACHE_HOME", "POCL_CACHE_DIR"}) {
      ::unsetenv(name);
    }
  }
  ScratchFolder folder_;
};

TEST_F(DeviceRuns, TwoDevicesAreListedAndEitherTrains) {
  ::setenv("POCL_DEVICES", "pthread basic", 1);
  const nlohmann::json found = devices(2);
  if (found.is_null()) GTEST_SKIP() << "needs pocl-opencl-icd";
  EXPECT_EQ(found[0]["index"], 0);
  EXPECT_EQ(found[1]["index"], 1);
  EXPECT_NE(found[0]["name"], found[1]["name"]);
  for (const char* key : {"memory", "largest_allocation", "local_memory", "units", "group_size"}) {
    EXPECT_GT(found[1][key].get<std::uint64_t>(), 0u) << key;
  }
  for (const char* device : {"cpu", "gpu:0", "gpu:1"}) {
    const Outcome trained =
        train({"--epochs", "1", "--batches", "2", "--device", device, "-o", device});
    EXPECT_EQ(trained.exit_code, 0) << trained.err;
    EXPECT_TRUE(contents(folder_ / device) == contents(folder_ / "cpu")) << device;
  }
  const Outcome none = train({"--device", "gpu:2", "-o", "m"});
  EXPECT_EQ(none.exit_code, 1);
  EXPECT_THAT(none.err, HasSubstr("there is no device 2 of 2"));
}

// Killed once there is a checkpoint, whenever that is, and resumed: the processor's model.
TEST_F(DeviceRuns, AreResumedAfterAKill) {
  ::setenv("POCL_DEVICES", "pthread", 1);
  if (devices(1).is_null()) GTEST_SKIP() << "needs pocl-opencl-icd";
  const std::vector<std::string> plan = {"--epochs", "6", "--recurrent-dropout", "0.2"};
  std::vector<std::string> on_processor = plan, on_device = plan;
  on_processor.insert(on_processor.end(), {"--device", "cpu", "-o", "expected"});
  on_device.insert(on_device.end(), {"--device", "gpu:0", "-o", "model", "--checkpoint", "kept",
                                     "--checkpoint-every", "2", "--resume"});
  ASSERT_EQ(train(on_processor).exit_code, 0);
  const pid_t child = ::fork();
  if (child == 0) {
    std::vector<std::string> words = small_train(on_device);
    std::vector<char*> argv = {const_cast<char*>("bach")};
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    if (::chdir(folder_.path().c_str()) == 0) ::execv(BACH_PROGRAM, argv.data());
    ::_exit(127);
  }
  const auto kept = [&] {
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder_ / "kept", ignored)) {
      if (entry.path().filename().string().starts_with("step-")) return true;
    }
    return false;
  };
  int status = 0;
  bool ended = false;
  while (!ended && !kept()) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    ended = ::waitpid(child, &status, WNOHANG) != 0;
  }
  if (!ended) {
    ::kill(child, SIGKILL);
    ::waitpid(child, &status, 0);
  }
  const Outcome resumed = train(on_device);
  EXPECT_EQ(resumed.exit_code, 0) << resumed.err;
  EXPECT_TRUE(contents(folder_ / "model") == contents(folder_ / "expected"));
}

// A device that cannot give the bits: refused for --exact, told otherwise, and the model says it.
TEST_F(DeviceRuns, WithOtherBitsAreToldOrRefused) {
  const fs::path driver = "/usr/lib/oclgrind/liboclgrind-rt-icd.so";
  if (!fs::exists(driver)) GTEST_SKIP() << "needs oclgrind";
  write_text(folder_ / "oclgrind.icd", driver.string() + "\n");
  ::setenv("OCL_ICD_VENDORS", folder_.path().c_str(), 1);
  const nlohmann::json found = devices(1);
  if (found.is_null()) GTEST_SKIP() << "needs oclgrind";
  if (found[0]["exact"].get<bool>()) GTEST_SKIP() << "this oclgrind rounds as the processor";
  EXPECT_TRUE(found[0]["trains"].get<bool>());
  const std::vector<std::string> little = {"--epochs", "1", "--batches", "1", "--device", "gpu"};
  const auto with = [&](const std::vector<std::string>& more) {
    std::vector<std::string> words = little;
    words.insert(words.end(), {"-o", "model.safetensors"});
    words.insert(words.end(), more.begin(), more.end());
    return train(words);
  };
  const Outcome refused = with({"--exact"});
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.err, HasSubstr("processor's bits"));
  EXPECT_EQ(refused.err.find('\n'), refused.err.size() - 1) << refused.err;
  EXPECT_TRUE(contents(folder_ / "model.safetensors").empty());
  const Outcome told = with({});
  EXPECT_EQ(told.exit_code, 0) << told.err;
  EXPECT_THAT(told.err, HasSubstr("cannot give the processor's bits"));
  EXPECT_THAT(contents(folder_ / "model.safetensors"), HasSubstr("--fast"));
  const Outcome fast = with({"--fast"});
  EXPECT_EQ(fast.exit_code, 0) << fast.err;
  EXPECT_THAT(fast.err, Not(HasSubstr("cannot give")));
}

TEST_F(DeviceRuns, AreNotFastOnTheProcessor) {
  const Outcome refused = train({"--device", "cpu", "--fast", "-o", "model"});
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_THAT(refused.err, HasSubstr("--fast"));
  EXPECT_EQ(refused.err.find('\n'), refused.err.size() - 1) << refused.err;
}

}  // namespace
}  // namespace bach
