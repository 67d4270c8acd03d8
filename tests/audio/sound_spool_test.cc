#include "audio/sound_spool.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <vector>

namespace bach {
namespace {

namespace fs = std::filesystem;

TEST(SoundSpool, GivesBackWhatWasWrittenAndSilenceElsewhere) {
  const fs::path folder =
      fs::path(testing::TempDir()) / ("bach_spool_" + std::to_string(::getpid()));
  fs::create_directories(folder);
  {
    auto spool = SoundSpool::beside(folder / "a.flac");
    ASSERT_TRUE(spool.ok()) << spool.error().message;
    EXPECT_TRUE(fs::is_empty(folder)) << "it has a name";
    ASSERT_TRUE(spool->write(4, std::vector<float>{0.5f, -0.25f}).ok());
    ASSERT_TRUE(spool->write(0, std::vector<float>{1}).ok());
    std::vector<float> samples(8, 9.0f);
    ASSERT_TRUE(spool->read(0, samples).ok());
    EXPECT_EQ(samples, (std::vector<float>{1, 0, 0, 0, 0.5f, -0.25f, 0, 0}));
  }
  EXPECT_TRUE(fs::is_empty(folder));
  fs::remove_all(folder);
}

TEST(SoundSpool, AFolderThatIsNotThereIsAnError) {
  const auto spool = SoundSpool::beside("no/such/folder/a.wav");
  ASSERT_FALSE(spool.ok());
  EXPECT_EQ(spool.error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace bach
