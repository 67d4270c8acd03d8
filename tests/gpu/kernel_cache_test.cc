// Built kernels are kept, and built again where what was kept is not whole.
#include <fstream>
#include <iterator>

#include "gpu/any_device.h"

namespace bach::gpu {
namespace {

namespace fs = std::filesystem;

class KernelCache : public OnDevice {
 protected:
  std::vector<fs::path> files() const {
    return {fs::directory_iterator(cache_.path()), fs::directory_iterator()};
  }
  static std::string bytes_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  static void write(const fs::path& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
  }
  // Whether a device opened now computes.
  bool computes() const {
    const std::unique_ptr<engine::Kernels> device = open({.cache = cache_.path()});
    if (device == nullptr) return false;
    const engine::AlignedFloats numbers(16, device->memory());
    const std::vector<float> two(16, 2.0f);
    device->memory()->write(two.data(), numbers.data(), 16);
    device->scale({numbers.data(), 0, numbers.data(), 0, numbers.data(), 0, 1, 1});
    float read[16];
    device->memory()->read(numbers.data(), read, 16);
    return device->status().ok() && read[0] == 4.0f && read[15] == 4.0f;
  }
  CacheFolder cache_;
};

TEST_F(KernelCache, IsKeptOnceAndMadeAgainWhenItIsDamaged) {
  EXPECT_TRUE(computes());
  ASSERT_EQ(files().size(), 1u);
  const fs::path kept = files().front();
  const std::string whole = bytes_of(kept);
  EXPECT_TRUE(computes());
  EXPECT_EQ(bytes_of(kept), whole);
  std::string turned = whole;
  turned[turned.size() / 2] = static_cast<char>(~turned[turned.size() / 2]);
  for (const std::string& damaged : {std::string(), whole.substr(0, whole.size() / 2), turned}) {
    write(kept, damaged);
    EXPECT_TRUE(computes());
    EXPECT_GT(bytes_of(kept).size(), 64u);
    EXPECT_NE(bytes_of(kept), damaged);
  }
  ASSERT_EQ(files().size(), 1u);
}

TEST_F(KernelCache, IsNotNeeded) {
  write(cache_.path(), "a file where the folder would be");
  EXPECT_TRUE(computes());
}

TEST_F(KernelCache, TellsWhatTheCompilerSaid) {
  const auto opened = open_device(index_, {.build_options = "-Dfloat=nonsense"});
  ASSERT_FALSE(opened.ok());
  EXPECT_THAT(opened.error().message,
              ::testing::ContainsRegex("could not build the kernels, its compiler failed"));
  EXPECT_EQ(opened.error().message.find('\n'), std::string::npos);
}

TEST_F(KernelCache, NamesADeviceThatIsNotThere) {
  const auto opened = open_device(1000, {});
  ASSERT_FALSE(opened.ok());
  EXPECT_THAT(opened.error().message, ::testing::HasSubstr("there is no device 1000"));
}

}  // namespace
}  // namespace bach::gpu
