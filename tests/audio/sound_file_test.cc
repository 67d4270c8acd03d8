#include "audio/sound_file.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sndfile.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <vector>

#include "audio/wav_stream.h"
#include "base/file.h"

namespace bach {
namespace {

namespace fs = std::filesystem;

class SoundFileTest : public testing::Test {
 protected:
  SoundFileTest()
      : folder_(fs::path(testing::TempDir()) / ("bach_sound_" + std::to_string(::getpid()))) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    for (std::size_t i = 0; i < sound_.size(); ++i) {
      sound_[i] = 0.5f * std::sin(0.05f * static_cast<float>(i));
    }
  }
  ~SoundFileTest() override { fs::remove_all(folder_); }

  Status write(const fs::path& path, std::span<const float> sound) {
    auto sink = create_sound_file(path, {44100, 1, static_cast<std::int64_t>(sound.size())});
    if (!sink) return std::move(sink).error();
    if (Status status = (*sink)->write(sound); !status) return status;
    return (*sink)->finish();
  }

  int files() const { return static_cast<int>(std::distance(fs::directory_iterator(folder_), {})); }

  fs::path folder_;
  std::vector<float> sound_ = std::vector<float>(30000);
};

struct Read {
  SF_INFO info{};
  std::vector<float> samples;
};

Read read_back(const fs::path& path) {
  Read read;
  SNDFILE* file = sf_open(path.c_str(), SFM_READ, &read.info);
  if (file == nullptr) return read;
  read.samples.resize(static_cast<std::size_t>(read.info.frames));
  sf_read_float(file, read.samples.data(), read.info.frames);
  sf_close(file);
  return read;
}

TEST_F(SoundFileTest, WavAndFlacKeepEverySampleToSixteenBits) {
  for (const char* name : {"a.wav", "a.flac", "A.WAV"}) {
    ASSERT_TRUE(write(folder_ / name, sound_).ok()) << name;
    const Read read = read_back(folder_ / name);
    ASSERT_EQ(read.samples.size(), sound_.size()) << name;
    EXPECT_EQ(read.info.samplerate, 44100);
    EXPECT_EQ(read.info.channels, 1);
    EXPECT_EQ(read.info.format & SF_FORMAT_SUBMASK, SF_FORMAT_PCM_16);
    for (std::size_t i = 0; i < sound_.size(); ++i) {
      ASSERT_NEAR(read.samples[i], sound_[i], 2.0 / 32768) << name << " sample " << i;
    }
  }
  EXPECT_EQ(files(), 3) << "no temporary file may stay behind";
}

TEST_F(SoundFileTest, OggSoundsNearlyTheSame) {
  ASSERT_TRUE(write(folder_ / "a.ogg", sound_).ok());
  const Read read = read_back(folder_ / "a.ogg");
  ASSERT_EQ(read.samples.size(), sound_.size());
  double error = 0;
  for (std::size_t i = 0; i < sound_.size(); ++i) {
    error += std::pow(read.samples[i] - sound_[i], 2);
  }
  EXPECT_LT(std::sqrt(error / static_cast<double>(sound_.size())), 0.02);
}

TEST_F(SoundFileTest, TooLoudIsClippedNotWrappedAround) {
  const std::vector<float> loud = {1.5f, -1.5f, 1.0f, -1.0f};
  ASSERT_TRUE(write(folder_ / "a.wav", loud).ok());
  const Read read = read_back(folder_ / "a.wav");
  ASSERT_EQ(read.samples.size(), 4u);
  EXPECT_GT(read.samples[0], 0.99f);
  EXPECT_LT(read.samples[1], -0.99f);
}

TEST_F(SoundFileTest, AnUnknownEndingSaysWhatIsPossible) {
  for (const char* name : {"a.mp3", "a", ".wav"}) {
    const Status status = write(folder_ / name, sound_);
    ASSERT_FALSE(status.ok()) << name;
    EXPECT_EQ(status.error().code, ErrorCode::kInvalidArgument);
    EXPECT_NE(status.error().message.find(".wav, .flac or .ogg"), std::string::npos);
  }
  EXPECT_EQ(files(), 0);
}

TEST_F(SoundFileTest, AMissingFolderIsNamedWithTheTarget) {
  const Status status = write(folder_ / "none" / "a.wav", sound_);
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().code, ErrorCode::kNotFound);
  EXPECT_NE(status.error().message.find("none/a.wav"), std::string::npos);
}

TEST_F(SoundFileTest, GivenUpHalfWayTheOldFileStays) {
  std::ofstream(folder_ / "a.wav") << "old";
  {
    auto sink = create_sound_file(folder_ / "a.wav", {44100, 1, 30000});
    ASSERT_TRUE(sink.ok());
    ASSERT_TRUE((*sink)->write(std::span<const float>(sound_).first(1000)).ok());
  }
  EXPECT_EQ(fs::file_size(folder_ / "a.wav"), 3u);
  EXPECT_EQ(files(), 1);
}

TEST_F(SoundFileTest, AWavFileOfMoreThanFourGibibytesIsRefusedBeforeItIsBegun) {
  constexpr std::int64_t kHour = 3600LL * 44100;
  const auto wav = create_sound_file(folder_ / "a.wav", {44100, 1, 14 * kHour});
  ASSERT_FALSE(wav.ok());
  EXPECT_EQ(wav.error().code, ErrorCode::kLimit);
  EXPECT_TRUE(create_sound_file(folder_ / "a.wav", {44100, 1, 13 * kHour}).ok());
  EXPECT_TRUE(create_sound_file(folder_ / "a.flac", {44100, 1, 14 * kHour}).ok());
}

TEST_F(SoundFileTest, AStreamedWavIsAFileLikeAnyOther) {
  const fs::path path = folder_ / "stream.wav";
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT, 0600);
  ASSERT_GE(file, 0);
  auto sink = create_wav_stream(file, "stream", {44100, 1, 30000});
  ASSERT_TRUE(sink.ok());
  ASSERT_TRUE((*sink)->write(sound_).ok());
  ASSERT_TRUE((*sink)->finish().ok());
  ::close(file);
  EXPECT_EQ(fs::file_size(path), kWavHeaderBytes + 2 * sound_.size());
  const Read read = read_back(path);
  ASSERT_EQ(read.samples.size(), sound_.size());
  for (std::size_t i = 0; i < sound_.size(); ++i) {
    ASSERT_NEAR(read.samples[i], sound_[i], 2.0 / 32768);
  }
}

TEST_F(SoundFileTest, AFullDiskIsAnErrorOfTheWrite) {
  const int full = ::open("/dev/full", O_WRONLY);
  if (full < 0) GTEST_SKIP() << "no /dev/full on this system";
  const auto sink = create_wav_stream(full, "the pipe", {44100, 1, 30000});
  ::close(full);
  ASSERT_FALSE(sink.ok());
  EXPECT_EQ(sink.error().code, ErrorCode::kIo);
  EXPECT_NE(sink.error().message.find("the pipe"), std::string::npos);
}

TEST_F(SoundFileTest, APlantedLinkIsNotWrittenThrough) {
  ASSERT_TRUE(write_file_atomically(folder_ / "victim", std::string("dear")).ok());
  // Names one could guess: of this process, counted.
  const std::string guess = "." + std::string("out.") + std::to_string(::getpid()) + "-";
  for (const char* ending : {".flac", ".ogg", ".wav"}) {
    for (int k = 0; k < 200; ++k) {
      fs::create_symlink("victim", folder_ / (guess + std::to_string(k) + ".tmp" + ending));
    }
    const std::string name = std::string("out") + ending;
    ASSERT_TRUE(write(folder_ / name, sound_).ok());
    EXPECT_TRUE(fs::is_regular_file(fs::symlink_status(folder_ / name)));
  }
  const auto kept = read_file(folder_ / "victim");
  ASSERT_TRUE(kept.ok());
  EXPECT_EQ(std::string(kept->begin(), kept->end()), "dear");
  EXPECT_EQ(files(), 1 + 3 * 200 + 3) << "and nothing is left behind";
}

}  // namespace
}  // namespace bach
