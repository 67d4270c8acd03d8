#include "bach/sound.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "app/render/engrave.h"
#include "bach/music.h"

namespace bach {
namespace {

Score menuet() { return load_piece("cs1-5men")->score; }

std::string beginning_of(const std::vector<std::uint8_t>& bytes) {
  return std::string(bytes.begin(), bytes.begin() + 4);
}

TEST(SoundOfScore, IsAFileOfTheFormatAskedFor) {
  const auto wav =
      sound_of_score(menuet(), {.ending = ".wav", .most_seconds = 2, .sine_waves = true});
  ASSERT_TRUE(wav.ok()) << wav.error().text();
  EXPECT_EQ(beginning_of(wav->bytes), "RIFF");
  EXPECT_EQ(wav->played_with, "sine waves");
  EXPECT_FALSE(wav->whole);
  // Two bytes a sample, one channel.
  EXPECT_NEAR(static_cast<double>(wav->bytes.size()), 44 + 2 * 44100 * wav->seconds, 4);
  EXPECT_LT(wav->seconds, 6);
  const auto ogg = sound_of_score(menuet(), {.most_seconds = 1, .sine_waves = true});
  ASSERT_TRUE(ogg.ok()) << ogg.error().text();
  EXPECT_EQ(beginning_of(ogg->bytes), "OggS");
}

TEST(SoundOfScore, RefusesWhatCannotBePlayed) {
  EXPECT_EQ(sound_of_score(menuet(), {.ending = ".mp3"}).error().argument, "ending");
  EXPECT_EQ(sound_of_score(menuet(), {.most_seconds = 0}).error().argument, "most_seconds");
  EXPECT_EQ(sound_of_score(menuet(), {.most_seconds = std::nan("")}).error().argument,
            "most_seconds");
  EXPECT_EQ(sound_of_score(menuet(), {.quality = 2}).error().argument, "quality");
  EXPECT_EQ(sound_of_score(Score{}).error().code, ErrorCode::kInvalidData);
}

TEST(PagesOfScore, AreSvgOrARefusalThatNamesWhatToInstall) {
  const NamedScore piece = *load_piece("cs1-5men");
  const auto pages = pages_of_score(piece, {.most_pages = 1});
  if (!engraver_for(PageFormat::kSvg, "").ok()) {
    EXPECT_EQ(pages.error().code, ErrorCode::kUnsupported);
    return;
  }
  ASSERT_TRUE(pages.ok()) << pages.error().text();
  ASSERT_EQ(pages->files.size(), 1u);
  EXPECT_GE(pages->pages, 1u);
  EXPECT_FALSE(pages->engraver.empty());
  const std::string text(pages->files[0].begin(), pages->files[0].end());
  EXPECT_NE(text.find("<svg"), std::string::npos);
}

TEST(PagesOfScore, RefusesUnknownFormatsAndEngravers) {
  const NamedScore piece = *load_piece("cs1-5men");
  EXPECT_EQ(pages_of_score(piece, {.ending = ".gif"}).error().argument, "ending");
  EXPECT_EQ(pages_of_score(piece, {.engraver = "quill"}).error().argument, "engraver");
  EXPECT_EQ(pages_of_score(piece, {.most_seconds = -1}).error().argument, "most_seconds");
}

}  // namespace
}  // namespace bach
