// Checkpoints come back as they were written, or not at all.
#include "train/checkpoint.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <string>

#include "base/file.h"
#include "lm/safetensors.h"
#include "train/checkpoint_folder.h"

namespace bach {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// A number in every place.
Checkpoint example(std::uint64_t steps = 300) {
  Checkpoint checkpoint;
  checkpoint.run = {{"--hidden", "256"}, {"the music", "0123"}};
  checkpoint.program_version = "0.1.0";
  TrainingSnapshot& at = checkpoint.snapshot;
  at.optimiser = {{1.5f, -0.0f, 1e-40f}, {1, 2, 3}, {4, 5, 6}, {7, 8, 9}, 0.1, 1.0 / 3, 12};
  at.carry = {0.25f, -0.5f};
  at.steps = steps;
  at.planned = 900;
  at.epoch = 3;
  at.batch = 17;
  at.last_loss = 2.0 / 3;
  at.epoch_sum = 1e-300;
  at.watch = {4.375, 3.2, 300};
  at.evaluated_at = 250;
  at.evaluations_since_best = 2;
  at.best.emplace();
  at.best->heads[0] = {1.0 / 7, 26000};
  at.best->heads[7] = {3, 0.1};
  at.best_step = 200;
  at.best_parameters = {10, 11, 12};
  checkpoint.log = "{\"log\":\"bach train\"}\n";
  checkpoint.log_sum = 0.7;
  checkpoint.log_steps = 4;
  return checkpoint;
}

std::string why_not(std::span<const std::uint8_t> bytes) {
  const Result<Checkpoint> read = decode_checkpoint(bytes, "c");
  return read ? std::string("read") : read.error().message;
}

TEST(Checkpoint, ComesBackToTheLastBit) {
  const std::vector<std::uint8_t> bytes = encode_checkpoint(example());
  const Result<Checkpoint> read = decode_checkpoint(bytes, "c");
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_EQ(encode_checkpoint(*read), bytes);
  const TrainingSnapshot &at = read->snapshot, wanted = example().snapshot;
  EXPECT_EQ(read->run, example().run);
  EXPECT_EQ(read->program_version, "0.1.0");
  EXPECT_EQ(at.optimiser.parameters, wanted.optimiser.parameters);
  EXPECT_TRUE(std::signbit(at.optimiser.parameters[1]));
  EXPECT_EQ(at.optimiser.second_moments, wanted.optimiser.second_moments);
  EXPECT_EQ(at.optimiser.averages, wanted.optimiser.averages);
  EXPECT_EQ(at.optimiser.beta2_power, wanted.optimiser.beta2_power);
  EXPECT_EQ(at.carry, wanted.carry);
  EXPECT_EQ(at.steps, 300u);
  EXPECT_EQ(at.batch, 17u);
  EXPECT_EQ(at.epoch_sum, 1e-300);
  EXPECT_EQ(at.watch.smooth, 3.2);
  EXPECT_EQ(at.evaluations_since_best, 2);
  EXPECT_EQ(at.best->heads[0].sum, 1.0 / 7);
  EXPECT_EQ(at.best->heads[7].weight, 0.1);
  EXPECT_EQ(at.best_parameters, wanted.best_parameters);
  EXPECT_EQ(read->log, example().log);
  EXPECT_EQ(read->log_sum, 0.7);
}

TEST(Checkpoint, WhatIsNotThereStaysAway) {
  Checkpoint checkpoint = example();
  checkpoint.snapshot.best.reset();
  checkpoint.snapshot.best_parameters.clear();
  checkpoint.snapshot.optimiser.averages.clear();
  checkpoint.snapshot.carry.clear();
  checkpoint.log.clear();
  const Result<Checkpoint> read = decode_checkpoint(encode_checkpoint(checkpoint), "c");
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_FALSE(read->snapshot.best.has_value());
  EXPECT_THAT(read->snapshot.best_parameters, IsEmpty());
  EXPECT_THAT(read->snapshot.optimiser.averages, IsEmpty());
  EXPECT_THAT(read->log, IsEmpty());
}

TEST(Checkpoint, AnyChangedOrMissingByteIsNoticed) {
  const std::vector<std::uint8_t> bytes = encode_checkpoint(example());
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    std::vector<std::uint8_t> other = bytes;
    other[at] ^= 0x04;
    const Result<Checkpoint> read = decode_checkpoint(other, "c");
    // Spaces behind the header may change without changing anything.
    if (read) {
      EXPECT_EQ(encode_checkpoint(*read), bytes) << "byte " << at;
    }
    EXPECT_NE(why_not(std::span(bytes).first(at)), "read");
  }
}

TEST(Checkpoint, SaysWhatItCannotRead) {
  EXPECT_THAT(why_not(write_safetensors({{"bach_format", "1"}}, {})),
              HasSubstr("c: is not a checkpoint of a training"));
  EXPECT_THAT(why_not(write_safetensors({{"bach_checkpoint", "2"}}, {})),
              HasSubstr("a checkpoint of version '2', this program reads 1"));
  EXPECT_THAT(why_not(write_safetensors({{"bach_checkpoint", "1"}}, {})), HasSubstr("damaged"));
}

// Files of this version must be read for ever.
TEST(Checkpoint, ReadsVersionOne) {
  const auto bytes = read_file(fs::path(BACH_TEST_DATA) / "checkpoint_version_1.safetensors");
  ASSERT_TRUE(bytes.ok()) << bytes.error().message;
  const Result<Checkpoint> read = decode_checkpoint(*bytes, "c");
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_EQ(encode_checkpoint(*read), encode_checkpoint(example()));
}

class CheckpointFolderTest : public ::testing::Test {
 protected:
  CheckpointFolderTest()
      : folder_(fs::path(testing::TempDir()) / ("bach_checkpoints_" + std::to_string(::getpid()))) {
    fs::remove_all(folder_);
  }
  ~CheckpointFolderTest() override { fs::remove_all(folder_); }

  CheckpointFolder open() const {
    auto folder = CheckpointFolder::open(folder_);
    EXPECT_TRUE(folder.ok()) << folder.error().message;
    return std::move(*folder);
  }
  std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder_)) {
      names.push_back(entry.path().filename().string());
    }
    std::sort(names.begin(), names.end());
    return names;
  }
  void spoil(const char* name) const {
    ASSERT_TRUE(write_file_atomically(folder_ / name, std::string("half a file")).ok());
  }

  fs::path folder_;
};

TEST_F(CheckpointFolderTest, KeepsTheTwoNewest) {
  const CheckpointFolder folder = open();
  std::vector<std::string> warnings;
  auto none = folder.newest(warnings);
  ASSERT_TRUE(none.ok());
  EXPECT_FALSE(none->has_value());
  for (const std::uint64_t steps : {99u, 100u, 1000u}) {
    ASSERT_TRUE(folder.write(example(steps)).ok());
  }
  EXPECT_THAT(names(), ElementsAre("step-0000000100.safetensors", "step-0000001000.safetensors"));
  const auto found = folder.newest(warnings);
  ASSERT_TRUE(found.ok());
  EXPECT_EQ((*found)->checkpoint.snapshot.steps, 1000u);
  EXPECT_THAT(warnings, IsEmpty());
}

TEST_F(CheckpointFolderTest, SkipsADamagedOneAndLeavesItAlone) {
  const CheckpointFolder folder = open();
  ASSERT_TRUE(folder.write(example(100)).ok());
  spoil("step-0000000300.safetensors");
  std::vector<std::string> warnings;
  const auto found = folder.newest(warnings);
  ASSERT_TRUE(found.ok());
  EXPECT_EQ((*found)->checkpoint.snapshot.steps, 100u);
  EXPECT_THAT(warnings, ElementsAre(HasSubstr("step-0000000300.safetensors")));
  for (const std::uint64_t steps : {150u, 200u, 250u}) {
    ASSERT_TRUE(folder.write(example(steps)).ok());
  }
  EXPECT_THAT(names(), ElementsAre("step-0000000200.safetensors", "step-0000000250.safetensors",
                                   "step-0000000300.safetensors"));
}

TEST_F(CheckpointFolderTest, DoesNotBeginAnewWhereNothingCanBeRead) {
  const CheckpointFolder folder = open();
  spoil("step-0000000300.safetensors");
  std::vector<std::string> warnings;
  const auto found = folder.newest(warnings);
  ASSERT_FALSE(found.ok());
  EXPECT_THAT(found.error().message, HasSubstr("remove them to start from scratch"));
}

TEST_F(CheckpointFolderTest, GoesNotBehindANewerProgram) {
  const CheckpointFolder folder = open();
  ASSERT_TRUE(folder.write(example(100)).ok());
  const auto newer = write_safetensors({{"bach_checkpoint", "2"}}, {});
  ASSERT_TRUE(write_file_atomically(folder_ / "step-0000000300.safetensors", newer).ok());
  std::vector<std::string> warnings;
  const auto found = folder.newest(warnings);
  ASSERT_FALSE(found.ok());
  EXPECT_THAT(found.error().message, HasSubstr("version '2'"));
}

TEST_F(CheckpointFolderTest, OneTrainingAtATime) {
  const auto first = CheckpointFolder::open(folder_);
  ASSERT_TRUE(first.ok());
  const auto second = CheckpointFolder::open(folder_);
  ASSERT_FALSE(second.ok());
  EXPECT_THAT(second.error().message, HasSubstr("another training"));
}

TEST_F(CheckpointFolderTest, SweepsUpWhatAKilledWriterLeft) {
  fs::create_directories(folder_);
  spoil(".step-0000000300.77-0.tmp.safetensors");
  spoil("mine.txt");
  const CheckpointFolder folder = open();
  EXPECT_THAT(names(), ElementsAre("mine.txt"));
}

TEST_F(CheckpointFolderTest, NamesAFolderThatCannotBe) {
  fs::create_directories(folder_);
  spoil("file");
  const auto folder = CheckpointFolder::open(folder_ / "file");
  ASSERT_FALSE(folder.ok());
  EXPECT_THAT(folder.error().message, HasSubstr("file"));
}

}  // namespace
}  // namespace bach
