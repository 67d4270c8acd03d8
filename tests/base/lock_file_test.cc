#include "base/lock_file.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <string>

#include "base/file.h"

namespace bach {
namespace {

namespace fs = std::filesystem;

class LockFileTest : public testing::Test {
 protected:
  LockFileTest()
      : folder_(fs::path(testing::TempDir()) / ("bach_lock_" + std::to_string(::getpid()))) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  ~LockFileTest() override { fs::remove_all(folder_); }

  fs::path folder_;
};

TEST_F(LockFileTest, IsHeldOnceAndGoneAfterwards) {
  const fs::path path = folder_ / "lock";
  {
    Result<LockFile> held = LockFile::take(path);
    ASSERT_TRUE(held.ok()) << held.error().message;
    const LockFile moved = std::move(*held);
    const Result<LockFile> second = LockFile::take(path);
    ASSERT_FALSE(second.ok());
    EXPECT_EQ(second.error().code, ErrorCode::kExists);
  }
  EXPECT_FALSE(fs::exists(path));
  EXPECT_TRUE(LockFile::take(path).ok());
}

TEST_F(LockFileTest, HoldsAFolderAndLeavesIt) {
  {
    const Result<LockFile> held = LockFile::take_folder(folder_);
    ASSERT_TRUE(held.ok()) << held.error().message;
    EXPECT_FALSE(LockFile::take_folder(folder_).ok());
  }
  EXPECT_TRUE(LockFile::take_folder(folder_).ok());
  EXPECT_TRUE(fs::exists(folder_));
  EXPECT_FALSE(LockFile::take_folder(folder_ / "none").ok());
}

TEST_F(LockFileTest, DoesNotFollowALink) {
  ASSERT_TRUE(write_file_atomically(folder_ / "victim", std::string("dear")).ok());
  fs::create_symlink("victim", folder_ / "lock");
  EXPECT_FALSE(LockFile::take(folder_ / "lock").ok());
  EXPECT_EQ(fs::file_size(folder_ / "victim"), 4U);
}

}  // namespace
}  // namespace bach
