#include "app/suite/folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <string>

#include "base/file.h"

namespace bach {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class SuiteFolderTest : public testing::Test {
 protected:
  SuiteFolderTest()
      : place_(fs::path(testing::TempDir()) / ("bach_suite_" + std::to_string(::getpid()))) {
    fs::remove_all(place_);
    fs::create_directories(place_);
  }
  ~SuiteFolderTest() override { fs::remove_all(place_); }

  static void put(const fs::path& path, const std::string& text) {
    ASSERT_TRUE(write_file_atomically(path, text).ok());
  }
  static std::string text_of(const fs::path& path) {
    const auto bytes = read_file(path);
    return bytes ? std::string(bytes->begin(), bytes->end()) : "nothing";
  }
  static std::size_t entries(const fs::path& folder) {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), {}));
  }

  fs::path place_;
};

TEST_F(SuiteFolderTest, IsThereAsAWholeOrNotAtAll) {
  const fs::path target = place_ / "deep" / "suite.1";
  {
    const Result<SuiteFolder> folder = SuiteFolder::open(target);
    ASSERT_TRUE(folder.ok()) << folder.error().message;
    put(folder->path() / "a", "new");
    EXPECT_FALSE(fs::exists(target));
  }
  EXPECT_EQ(entries(place_ / "deep"), 0U) << "ended without commit(), it leaves nothing";
  Result<SuiteFolder> folder = SuiteFolder::open(target.string() + "/");
  ASSERT_TRUE(folder.ok()) << folder.error().message;
  put(folder->path() / "a", "new");
  put(folder->path() / "b", "new");
  ASSERT_TRUE(folder->commit(false).ok());
  EXPECT_EQ(text_of(target / "a"), "new");
  EXPECT_EQ(entries(target), 2U);
}

TEST_F(SuiteFolderTest, ASecondOneIsTold) {
  for (const bool there : {false, true}) {
    const fs::path target = place_ / (there ? "there" : "not-there");
    if (there) {
      fs::create_directories(target);
      put(target / "other", "kept");
    }
    const Result<SuiteFolder> first = SuiteFolder::open(target);
    ASSERT_TRUE(first.ok()) << first.error().message;
    const Result<SuiteFolder> second = SuiteFolder::open(target);
    ASSERT_FALSE(second.ok());
    EXPECT_EQ(second.error().code, ErrorCode::kExists);
    EXPECT_THAT(second.error().message, HasSubstr("another suite is written there"));
    EXPECT_TRUE(SuiteFolder::open(place_ / "elsewhere").ok());
  }
  EXPECT_EQ(entries(place_), 1U) << "locks are gone";
}

TEST_F(SuiteFolderTest, FilesOfOthersStay) {
  const fs::path target = place_ / "suite";
  fs::create_directories(target);
  put(target / "mine", "kept");
  put(target / "a", "old");
  Result<SuiteFolder> folder = SuiteFolder::open(target);
  ASSERT_TRUE(folder.ok()) << folder.error().message;
  put(folder->path() / "a", "new");
  put(folder->path() / "b", "new");
  const Status refused = folder->commit(false);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kExists);
  EXPECT_EQ(text_of(target / "a"), "old");
  EXPECT_FALSE(fs::exists(target / "b"));
  ASSERT_TRUE(folder->commit(true).ok());
  EXPECT_EQ(text_of(target / "a"), "new");
  EXPECT_EQ(text_of(target / "b"), "new");
  EXPECT_EQ(text_of(target / "mine"), "kept");
}

TEST_F(SuiteFolderTest, AnEmptyFolderIsReplacedAndLeftoversGo) {
  const fs::path target = place_ / "suite";
  fs::create_directories(target);
  fs::create_directories(place_ / ".suite.0123456789abcdef.tmp" / "half");
  fs::create_directories(place_ / ".suite.my-own.tmp");
  Result<SuiteFolder> folder = SuiteFolder::open(target);
  ASSERT_TRUE(folder.ok()) << folder.error().message;
  put(folder->path() / "a", "new");
  ASSERT_TRUE(folder->commit(false).ok());
  EXPECT_EQ(text_of(target / "a"), "new");
  EXPECT_FALSE(fs::exists(place_ / ".suite.0123456789abcdef.tmp"));
  EXPECT_TRUE(fs::exists(place_ / ".suite.my-own.tmp")) << "not one of ours";
}

TEST_F(SuiteFolderTest, AFileIsNoFolder) {
  put(place_ / "suite", "text");
  EXPECT_FALSE(SuiteFolder::open(place_ / "suite").ok());
  EXPECT_EQ(text_of(place_ / "suite"), "text");
}

}  // namespace
}  // namespace bach
