#include "audio/font_synthesiser.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <vector>

#include "audio/rate.h"
#include "audio/sound_font.h"

namespace bach {
namespace {

class FontSynthesiser : public testing::Test {
 protected:
  void SetUp() override {
    const auto font = find_sound_font("");
    if (!font) GTEST_SKIP() << font.error().message;
    font_ = *font;
    const auto source = create_font_synthesiser(notes(), font_, kRate);
    if (!source && source.error().code == ErrorCode::kUnsupported) {
      GTEST_SKIP() << source.error().message;
    }
  }

  // An A of half a second on a cello, half a second in.
  static std::vector<TimedNote> notes() { return {{0.5, 1.0, 57, 100, 42}}; }

  // The whole sound, left channel.
  std::vector<float> sound(std::size_t block) const {
    auto source = *create_font_synthesiser(notes(), font_, kRate);
    std::vector<float> left, samples(2 * block);
    while (left.size() < static_cast<std::size_t>(source->most_frames())) {
      source->render(samples);
      for (std::size_t i = 0; i < samples.size(); i += 2) left.push_back(samples[i]);
    }
    left.resize(static_cast<std::size_t>(source->most_frames()));
    return left;
  }

  static double loudness(const std::vector<float>& sound, double from, double to) {
    double sum = 0;
    const auto begin = static_cast<std::size_t>(from * kRate);
    const auto end = static_cast<std::size_t>(to * kRate);
    for (std::size_t i = begin; i < end; ++i) sum += double{sound[i]} * sound[i];
    return std::sqrt(sum / static_cast<double>(end - begin));
  }

  std::string font_;
};

TEST_F(FontSynthesiser, SoundsWhereTheNoteIsAndDiesAway) {
  const std::vector<float> heard = sound(1024);
  EXPECT_LT(loudness(heard, 0, 0.49), 1e-6) << "but for the reverberation's own noise";
  EXPECT_GT(loudness(heard, 0.6, 1.0), 1e-3);
  EXPECT_LT(loudness(heard, 6, 8), 1e-2 * loudness(heard, 0.6, 1.0));
}

TEST_F(FontSynthesiser, PlaysThePitch) {
  const std::vector<float> heard = sound(1024);
  // Autocorrelation at the period of A3, 220 Hz, against half and one and a half of it.
  const auto alike = [&](std::size_t lag) {
    double sum = 0;
    for (std::size_t i = 33000; i < 41000; ++i) sum += double{heard[i]} * heard[i + lag];
    return sum;
  };
  EXPECT_GT(alike(200), 0.5 * alike(0));
  EXPECT_GT(alike(200), alike(100));
  EXPECT_GT(alike(200), alike(300));
}

TEST_F(FontSynthesiser, IsTheSameAgain) {
  std::vector<float> first(2 * 44100), again(2 * 44100);
  (*create_font_synthesiser(notes(), font_, kRate))->render(first);
  (*create_font_synthesiser(notes(), font_, kRate))->render(again);
  EXPECT_EQ(first, again);
}

TEST_F(FontSynthesiser, WhatIsNoFontIsRefused) {
  EXPECT_EQ(create_font_synthesiser(notes(), "/dev/null", kRate).error().code,
            ErrorCode::kInvalidData);
}

TEST(SoundFont, NamesThatAreNotThereAreErrors) {
  EXPECT_EQ(find_sound_font("no/such.sf2").error().code, ErrorCode::kNotFound);
  ::setenv("BACH_SOUNDFONT", "not/there.sf2", 1);
  const auto font = find_sound_font("");
  ::unsetenv("BACH_SOUNDFONT");
  EXPECT_EQ(font.error().code, ErrorCode::kNotFound);
  EXPECT_NE(font.error().message.find("BACH_SOUNDFONT"), std::string::npos);
}

TEST(SoundFont, FoldersFollowTheEnvironment) {
  ::setenv("XDG_DATA_HOME", "/home/x", 1);
  ::setenv("XDG_DATA_DIRS", "/a:/b", 1);
  const std::vector<std::string> folders = sound_font_folders();
  ::unsetenv("XDG_DATA_HOME");
  ::unsetenv("XDG_DATA_DIRS");
  ASSERT_EQ(folders.size(), 9u);
  EXPECT_EQ(folders[0], "/home/x/soundfonts");
  EXPECT_EQ(folders[4], "/a/sounds/sf2");
}

}  // namespace
}  // namespace bach
