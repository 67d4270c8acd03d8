#include "app/train/log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace bach {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::SizeIs;

class TrainingLogTest : public testing::Test {
 protected:
  TrainingLogTest()
      : path_(
            (fs::path(testing::TempDir()) / ("bach_log_" + std::to_string(::getpid()))).string()) {}
  ~TrainingLogTest() override { fs::remove(path_); }

  TrainingLogWriter writer(std::uint64_t targets) const {
    auto log = TrainingLogWriter::create(path_, targets);
    EXPECT_TRUE(log.ok()) << log.error().message;
    return std::move(*log);
  }
  std::string text() const {
    std::ifstream file(path_);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  void write(const std::string& text) const { std::ofstream(path_) << text; }

  std::string path_;
};

TEST_F(TrainingLogTest, ALineAReport) {
  TrainingLogWriter log = writer(640);
  log.step({1, 10, 0, 4.25});
  log.step({2, 10, 0, 4.0});
  log.held_out(3.5);
  ASSERT_TRUE(log.finish().ok());
  EXPECT_EQ(text(),
            "{\"log\":\"bach train\",\"unit\":\"nats per note\",\"targets\":640}\n"
            "{\"step\":1,\"targets\":64,\"loss\":4.25}\n"
            "{\"step\":2,\"targets\":128,\"loss\":4.0}\n"
            "{\"step\":2,\"targets\":128,\"held_out\":3.5}\n");
}

TEST_F(TrainingLogTest, ComesBackAsItWasWritten) {
  TrainingLogWriter log = writer(100);
  log.step({1, 2, 0, 4.25});
  log.held_out(3.125);
  log.step({2, 2, 0, 1.0 / 3});
  ASSERT_TRUE(log.finish().ok());
  const auto read = read_training_log(path_);
  ASSERT_TRUE(read.ok()) << read.error().message;
  ASSERT_THAT(read->training, SizeIs(2));
  EXPECT_EQ(read->training[1].targets, 100);
  EXPECT_EQ(read->training[1].loss, 1.0 / 3);
  ASSERT_THAT(read->held_out, SizeIs(1));
  EXPECT_EQ(read->held_out[0].targets, 50);
}

TEST_F(TrainingLogTest, LongRunsGiveMeans) {
  TrainingLogWriter log = writer(1000000);
  for (std::uint64_t step = 1; step <= 10000; ++step) {
    log.step({step, 10000, 0, step % 2 == 0 ? 2.0 : 4.0});
  }
  ASSERT_TRUE(log.finish().ok());
  const auto read = read_training_log(path_);
  ASSERT_TRUE(read.ok()) << read.error().message;
  ASSERT_THAT(read->training, SizeIs(1000));
  EXPECT_EQ(read->training[0].loss, 3);
  EXPECT_EQ(read->training[0].targets, 1000);
}

TEST_F(TrainingLogTest, TellsBothTheLogAndTheListener) {
  TrainingLogWriter log = writer(10);
  int told = 0;
  TrainingListener listener;
  listener.on_held_out = [&told](const HeldOutReport&) { ++told; };
  const TrainingListener both = logged(listener, log);
  both.on_step({1, 1, 0, 2.0});
  HeldOutReport report{1, {}, true};
  report.loss.heads[0] = {1.5, 1};
  both.on_held_out(report);
  ASSERT_TRUE(log.finish().ok());
  EXPECT_EQ(told, 1);
  EXPECT_THAT(text(), HasSubstr("\"held_out\":1.5"));
}

TEST_F(TrainingLogTest, ARunThatWasKilledLeavesItsLines) {
  write("{\"log\":\"bach train\"}\n{\"targets\":5,\"loss\":2.5}\n{\"targets\":6,\"lo");
  const auto read = read_training_log(path_);
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_THAT(read->training, SizeIs(1));
}

TEST_F(TrainingLogTest, WhatIsNoLogIsRefusedWithItsLine) {
  for (const std::string text : {"loss 2.5\n", "{}\n", "{\"log\":1}\n[]\n", "{\"log\":1}\n"}) {
    write(text);
    const auto read = read_training_log(path_);
    ASSERT_FALSE(read.ok()) << text;
    EXPECT_THAT(read.error().message, HasSubstr(path_));
  }
  write("{\"log\":1}\nnonsense\n");
  EXPECT_THAT(read_training_log(path_).error().message, HasSubstr("line 2"));
  EXPECT_EQ(read_training_log(path_ + "none").error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace bach
