#include "audio/sine_synthesiser.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "audio/rate.h"

namespace bach {
namespace {

std::vector<float> render(const std::vector<TimedNote>& notes, std::size_t block = 4096) {
  SineSynthesiser synthesiser;
  synthesiser.init(notes, kRate);
  std::vector<float> sound(static_cast<std::size_t>(synthesiser.length()));
  for (std::size_t at = 0; at < sound.size(); at += block) {
    synthesiser.render({}, std::span(sound).subspan(at, std::min(block, sound.size() - at)));
  }
  return sound;
}

float peak(std::span<const float> sound) {
  float most = 0;
  for (const float sample : sound) most = std::max(most, std::abs(sample));
  return most;
}

// The share of `sound` that is a sine of `hz`, by correlation: 1 for a steady sine of amplitude 1.
double amplitude_at(std::span<const float> sound, double hz) {
  double re = 0;
  double im = 0;
  for (std::size_t i = 0; i < sound.size(); ++i) {
    const double angle = 2 * std::numbers::pi * hz * static_cast<double>(i) / kRate;
    re += sound[i] * std::cos(angle);
    im += sound[i] * std::sin(angle);
  }
  return 2 * std::hypot(re, im) / static_cast<double>(sound.size());
}

TEST(SineSynthesiser, IsSilentWithoutNotes) {
  EXPECT_TRUE(render({}).empty());
  SineSynthesiser synthesiser;
  synthesiser.init({}, kRate);
  std::vector<float> block(100, 1.0f);
  synthesiser.render({}, block);
  EXPECT_EQ(peak(block), 0.0f);
}

TEST(SineSynthesiser, FollowsItsFormulaBetweenTheRamps) {
  const auto sound = render({{0, 2, 57, 100}});
  for (const std::size_t n : {500u, 5000u, 40000u, 83000u}) {
    const double t = static_cast<double>(n) / kRate;
    const double expected =
        100.0 / 127.0 * std::exp(-t) * std::sin(2 * std::numbers::pi * 220.0 * t);
    EXPECT_NEAR(sound[n], expected, 1e-6) << "sample " << n;
  }
}

TEST(SineSynthesiser, ConcertAIs440HertzAndNothingElse) {
  const auto sound = render({{0, 1, 69, 127}});
  const auto second = std::span(sound).first(kRate);
  const double a = amplitude_at(second, 440);
  EXPECT_GT(a, 0.55);
  EXPECT_LT(amplitude_at(second, 415.3), a / 50) << "a semitone flat";
  EXPECT_LT(amplitude_at(second, 880), a / 50);
}

TEST(SineSynthesiser, BeginsAndEndsEachNoteWithoutAStep) {
  const auto sound = render({{0.1, 0.5, 36, 127}});
  const auto begin = static_cast<std::size_t>(4410);
  const auto end = static_cast<std::size_t>(22050);
  EXPECT_EQ(peak(std::span(sound).first(begin)), 0.0f);
  EXPECT_EQ(peak(std::span(sound).subspan(end)), 0.0f);
  EXPECT_GT(peak(std::span(sound).subspan(begin, 2000)), 0.5f);
  for (std::size_t n = 1; n < sound.size(); ++n) {
    ASSERT_LT(std::abs(sound[n] - sound[n - 1]), 0.012f) << "a click at sample " << n;
  }
}

TEST(SineSynthesiser, NotesShorterThanTheRampsStillSoundAndStillEnd) {
  for (const int samples : {1, 2, 3, 10, 100, 1000, 5000}) {
    const auto sound = render({{0, static_cast<double>(samples) / kRate, 84, 127}});
    EXPECT_EQ(peak(std::span(sound).subspan(static_cast<std::size_t>(samples) - 1)), 0.0f);
    if (samples >= 100) {
      EXPECT_GT(peak(sound), 0.2f) << samples << " samples";
    }
  }
}

TEST(SineSynthesiser, IsAsLoudAsTheVelocitySays) {
  const float loud = peak(render({{0, 1, 60, 127}}));
  const float soft = peak(render({{0, 1, 60, 32}}));
  EXPECT_NEAR(soft / loud, 32.0 / 127.0, 1e-6);
}

TEST(SineSynthesiser, NotesAddUp) {
  const TimedNote low{0, 1, 48, 90};
  const TimedNote high{0.25, 0.75, 64, 70};
  const auto both = render({low, high});
  const auto one = render({low});
  const auto other = render({high});
  for (std::size_t n = 0; n < both.size(); ++n) {
    ASSERT_NEAR(both[n], one[n] + (n < other.size() ? other[n] : 0.0f), 1e-6);
  }
}

TEST(SineSynthesiser, LastsASecondLongerThanTheMusic) {
  SineSynthesiser synthesiser;
  const std::vector<TimedNote> notes = {{0, 3, 60, 100}, {1, 1.5, 64, 100}};
  synthesiser.init(notes, kRate);
  EXPECT_EQ(synthesiser.length(), 4 * kRate);
}

TEST(SineSynthesiser, BlockSizesDoNotMatter) {
  std::vector<TimedNote> notes;
  notes.reserve(40);
  for (int i = 0; i < 40; ++i) notes.push_back({i * 0.05, i * 0.05 + 0.13 * (i % 5), 40 + i, 80});
  const auto whole = render(notes, 1 << 20);
  for (const std::size_t block : {1u, 7u, 256u, 1000u}) {
    const auto sound = render(notes, block);
    ASSERT_EQ(sound.size(), whole.size());
    for (std::size_t n = 0; n < whole.size(); ++n) ASSERT_NEAR(sound[n], whole[n], 1e-6);
  }
}

TEST(SineSynthesiser, ResetPlaysTheSameSoundAgainAndGainScalesIt) {
  const std::vector<TimedNote> notes = {{0, 0.2, 50, 100}, {0.1, 0.4, 57, 100}};
  SineSynthesiser synthesiser;
  synthesiser.init(notes, kRate);
  std::vector<float> first(20000);
  std::vector<float> second(20000);
  synthesiser.render({}, first);
  synthesiser.reset();
  synthesiser.render({0.25f}, second);
  for (std::size_t n = 0; n < first.size(); ++n) ASSERT_EQ(second[n], 0.25f * first[n]);
}

TEST(SineSynthesiser, PitchesItCannotRepresentAreSilentNotFolded) {
  SineSynthesiser synthesiser;
  const std::vector<TimedNote> notes = {{0, 1, 127, 127}};  // 12.5 kHz
  synthesiser.init(notes, 22050);
  std::vector<float> sound(22050);
  synthesiser.render({}, sound);
  EXPECT_EQ(peak(sound), 0.0f);
}

TEST(SineSynthesiser, ANoteHeldForHoursIsOverWhenNobodyHearsIt) {
  const auto sound = render({{0, 20, 69, 127}});
  constexpr std::size_t kSecond = kRate;
  EXPECT_EQ(peak(std::span(sound).subspan(16 * kSecond)), 0.0f);
  EXPECT_LT(peak(std::span(sound).subspan(15 * kSecond)), 1e-6f);
}

}  // namespace
}  // namespace bach
