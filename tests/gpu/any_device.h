// The first device of this machine that gives the processor's bits, whatever it is.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/sanitized.h"
#include "gpu/devices.h"

namespace bach::gpu {

// For tools that watch kernels on devices of their own, oclgrind for one, and round as they like.
inline bool unfit_devices_count() { return std::getenv("BACH_TEST_UNFIT") != nullptr; }

// −1 and why, or its index.
inline int any_device(std::string& why_none) {
  const DeviceList list = list_devices();
  for (const DeviceInfo& device : list.devices) {
    if (device.unfit.empty() || unfit_devices_count()) return device.index;
  }
  why_none = list.devices.empty() ? list.problem : "no device gives the processor's bits";
  return -1;
}

// A folder of this process, gone with the object.
class CacheFolder {
 public:
  explicit CacheFolder(const std::string& name = "own")
      : path_(std::filesystem::temp_directory_path() /
              ("bach_gpu_test_" + std::to_string(::getpid()) + "_" + name)) {}
  ~CacheFolder() { std::filesystem::remove_all(path_); }
  CacheFolder(const CacheFolder&) = delete;
  CacheFolder& operator=(const CacheFolder&) = delete;
  std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

class OnDevice : public ::testing::Test {
 protected:
  void SetUp() override {
    if (kSanitized) GTEST_SKIP() << "drivers' code is not watched by sanitizers";
    std::string why;
    index_ = any_device(why);
    if (index_ < 0) GTEST_SKIP() << "needs an OpenCL device, such as pocl-opencl-icd's: " << why;
  }
  std::unique_ptr<engine::Kernels> open(const DeviceOptions& options = {}) const {
    DeviceOptions with = options;
    with.unfit_too = unfit_devices_count();
    static const CacheFolder built("built");
    if (with.cache.empty()) with.cache = built.path();
    auto opened = open_device(index_, with);
    EXPECT_TRUE(opened.ok()) << opened.error().message;
    return opened ? std::move(*opened) : nullptr;
  }
  int index_ = -1;
};

}  // namespace bach::gpu
