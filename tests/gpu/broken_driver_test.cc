// Drivers that cannot be loaded. The loader reads its folder once: each test is a process of its own.
#include <cstdlib>
#include <fstream>

#include "gpu/any_device.h"

namespace bach::gpu {
namespace {

std::string problem_with(const CacheFolder& vendors) {
  ::setenv("OCL_ICD_VENDORS", vendors.path().c_str(), 1);
  const DeviceList list = list_devices();
  EXPECT_TRUE(list.devices.empty());
  const auto opened = open_device(0, {});
  EXPECT_FALSE(opened.ok());
  EXPECT_TRUE(opened.ok() || opened.error().message == list.problem);
  return list.problem;
}

TEST(NoDriver, IsSaid) {
  const CacheFolder vendors;
  std::filesystem::create_directories(vendors.path());
  EXPECT_THAT(problem_with(vendors), ::testing::AnyOf(::testing::HasSubstr("found no driver"),
                                                      ::testing::HasSubstr("no OpenCL loader")));
}

TEST(BrokenDriver, IsSaid) {
  const CacheFolder vendors;
  std::filesystem::create_directories(vendors.path());
  std::ofstream(vendors.path() + "/broken.icd") << "/nowhere/libbroken.so\n";
  EXPECT_THAT(problem_with(vendors), ::testing::AnyOf(::testing::HasSubstr("found no driver"),
                                                      ::testing::HasSubstr("no OpenCL loader")));
}

}  // namespace
}  // namespace bach::gpu
