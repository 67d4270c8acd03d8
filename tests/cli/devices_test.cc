// bach devices, and train --device, where there is no driver.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <nlohmann/json.hpp>

#include "cli/program.h"

namespace bach {
namespace {

using ::testing::HasSubstr;

class Devices : public ::testing::Test {
 protected:
  // The loader finds an empty folder.
  Devices() { ::setenv("OCL_ICD_VENDORS", folder_.path().c_str(), 1); }
  ~Devices() override { ::unsetenv("OCL_ICD_VENDORS"); }
  ScratchFolder folder_;
};

TEST_F(Devices, AreListed) {
  const Outcome listed = run_bach({"devices"}, folder_.path());
  EXPECT_EQ(listed.exit_code, 0);
  EXPECT_THAT(listed.out, HasSubstr("cpu      this processor, "));
  EXPECT_THAT(listed.err, HasSubstr("no GPU: "));
  const auto json = nlohmann::json::parse(run_bach({"devices", "--json"}, folder_.path()).out);
  EXPECT_GE(json["cpu"]["threads"].get<int>(), 1);
  EXPECT_TRUE(json["devices"].empty());
  EXPECT_FALSE(json["problem"].get<std::string>().empty());
}

TEST_F(Devices, AreAskedForInVain) {
  const std::vector<std::string> train = {"train",    "cs1-4sar", "--preset",  "notebook",
                                          "--epochs", "1",        "--batches", "1",
                                          "-q",       "-o",       "m",         "--device"};
  const auto on = [&](const std::string& device) {
    std::vector<std::string> arguments = train;
    arguments.push_back(device);
    return run_bach(arguments, folder_.path());
  };
  for (const char* device : {"gpu", "gpu:0"}) {
    const Outcome refused = on(device);
    EXPECT_EQ(refused.exit_code, 1) << device;
    EXPECT_THAT(refused.err, HasSubstr("OpenCL loader"));
    EXPECT_EQ(refused.err.find('\n'), refused.err.size() - 1) << refused.err;
  }
  const Outcome wrong = on("tpu");
  EXPECT_EQ(wrong.exit_code, 2);
  EXPECT_THAT(wrong.err, HasSubstr("--device: tpu: may be auto, cpu, gpu or gpu:N"));
  EXPECT_TRUE(contents(folder_ / "m").empty());
  // Whoever does not ask gets the processor, in silence, drivers or not.
  ::setenv("BACH_DEVICES", "all", 1);
  const Outcome without = on("auto");
  ::unsetenv("BACH_DEVICES");
  EXPECT_EQ(without.exit_code, 0) << without.err;
  EXPECT_EQ(without.err, "");
}

}  // namespace
}  // namespace bach
