#include "base/file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <thread>

#include "base/sha256.h"

namespace bach {
namespace {

namespace fs = std::filesystem;

class FileTest : public testing::Test {
 protected:
  FileTest() : folder_(fs::path(testing::TempDir()) / ("bach_file_" + std::to_string(::getpid()))) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  ~FileTest() override { fs::remove_all(folder_); }

  int files() const { return static_cast<int>(std::distance(fs::directory_iterator(folder_), {})); }

  fs::path folder_;
};

TEST_F(FileTest, WhatIsWrittenIsReadBack) {
  std::vector<std::uint8_t> bytes(300000);
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(i * 7);
  ASSERT_TRUE(write_file_atomically(folder_ / "a.bin", bytes).ok());
  const auto back = read_file(folder_ / "a.bin");
  ASSERT_TRUE(back.ok());
  EXPECT_EQ(*back, bytes);
  EXPECT_EQ(files(), 1) << "no temporary file may stay behind";
}

TEST_F(FileTest, AFailedWriteNamesTheTargetAndLeavesNothing) {
  const auto status = write_file_atomically(folder_ / "missing" / "a.bin", std::string("x"));
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().code, ErrorCode::kNotFound);
  EXPECT_NE(status.error().message.find("missing/a.bin"), std::string::npos);
  EXPECT_EQ(files(), 0);
}

TEST_F(FileTest, ATargetThatIsAFolderIsRefusedAndKept) {
  fs::create_directories(folder_ / "d" / "inner");
  EXPECT_FALSE(write_file_atomically(folder_ / "d", std::string("x")).ok());
  EXPECT_TRUE(fs::exists(folder_ / "d" / "inner"));
  EXPECT_EQ(files(), 1);
}

TEST_F(FileTest, ALinkStaysAndItsFileIsReplaced) {
  fs::create_directories(folder_ / "far");
  ASSERT_TRUE(write_file_atomically(folder_ / "far" / "file", std::string("old")).ok());
  fs::create_symlink("far/file", folder_ / "link");
  fs::create_symlink("far/new", folder_ / "ahead");
  ASSERT_TRUE(write_file_atomically(folder_ / "link", std::string("new")).ok());
  ASSERT_TRUE(write_file_atomically(folder_ / "ahead", std::string("newer")).ok());
  EXPECT_TRUE(fs::is_symlink(folder_ / "link"));
  EXPECT_TRUE(fs::is_symlink(folder_ / "ahead"));
  EXPECT_EQ(fs::file_size(folder_ / "far" / "file"), 3u);
  EXPECT_EQ(fs::file_size(folder_ / "far" / "new"), 5u);
  EXPECT_EQ(files(), 3);
}

TEST_F(FileTest, ANewFileIsGoneUnlessItIsCommitted) {
  fs::path made;
  {
    Result<NewFile> file = NewFile::beside(folder_ / "a.txt");
    ASSERT_TRUE(file.ok());
    made = file->path();
    EXPECT_EQ(made.extension(), ".txt");
    EXPECT_TRUE(fs::exists(made));
    const NewFile moved = std::move(*file);
    EXPECT_TRUE(fs::exists(made));
  }
  EXPECT_EQ(files(), 0);
  Result<NewFile> file = NewFile::beside(folder_ / "a.txt");
  ASSERT_TRUE(file.ok());
  EXPECT_NE(file->path(), made) << "a name that could be guessed";
  ASSERT_EQ(::write(file->descriptor(), "abc", 3), 3);
  ASSERT_TRUE(file->commit().ok());
  EXPECT_EQ(fs::file_size(folder_ / "a.txt"), 3U);
  EXPECT_EQ(files(), 1);
}

TEST_F(FileTest, APipeIsWrittenToNotReplaced) {
  const fs::path pipe = folder_ / "pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  for (const bool committed : {false, true}) {
    std::thread writer([&] {
      if (!committed) {
        EXPECT_TRUE(write_file_atomically(pipe, std::string("through")).ok());
        return;
      }
      const fs::path temporary = temporary_beside(pipe);
      EXPECT_TRUE(write_file_atomically(temporary, std::string("through")).ok());
      EXPECT_TRUE(commit_file(temporary, pipe).ok());
    });
    const auto read = read_file(pipe);
    writer.join();
    ASSERT_TRUE(read.ok());
    EXPECT_EQ(std::string(read->begin(), read->end()), "through");
  }
  EXPECT_TRUE(fs::is_fifo(pipe));
  EXPECT_EQ(files(), 1);
}

// Somebody writes all the while: sooner or later a reader meets it.
TEST_F(FileTest, AFileThatChangesWhileItIsReadIsRefused) {
  const fs::path path = folder_ / "growing";
  ASSERT_TRUE(write_file_atomically(path, std::string(1 << 20, 'x')).ok());
  std::atomic<bool> stop = false;
  std::thread writer([&] {
    std::ofstream file(path, std::ios::app);
    for (int written = 0; !stop && written < (1 << 26); written += 64) {
      file << std::string(64, 'y') << std::flush;
    }
  });
  std::string message;
  for (int attempt = 0; attempt < 10000 && message.empty(); ++attempt) {
    const auto read = read_file(path);
    if (!read) message = read.error().message;
  }
  stop = true;
  writer.join();
  EXPECT_NE(message.find("growing changed while it was read"), std::string::npos) << message;
}

TEST_F(FileTest, ReadingTellsWhatIsWrong) {
  const auto missing = read_file(folder_ / "none.mid");
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().code, ErrorCode::kNotFound);
  EXPECT_FALSE(read_file(folder_).ok());
  ASSERT_TRUE(write_file_atomically(folder_ / "big", std::string(100, 'x')).ok());
  const auto big = read_file(folder_ / "big", 99);
  ASSERT_FALSE(big.ok());
  EXPECT_EQ(big.error().code, ErrorCode::kLimit);
}

TEST(Sha256, MatchesTheStandardsExample) {
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

}  // namespace
}  // namespace bach
