#include "app/render.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sndfile.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <span>
#include <vector>

namespace bach {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class RenderTest : public testing::Test {
 protected:
  RenderTest()
      : folder_(fs::path(testing::TempDir()) / ("bach_render_" + std::to_string(::getpid()))) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    score_.tempos = {{0, 1000000}};
    score_.tracks = {
        {"cello", 0, 42, {{0, 480, 48, 40}, {480, 480, 55, 20}, {960, 960, 60, 60}}},
        {"bass", 1, 42, {{0, 1920, 36, 30}}},
    };
    score_.end = 1920;
  }
  ~RenderTest() override { fs::remove_all(folder_); }

  static RenderOptions sines() {
    RenderOptions options;
    options.sound = Sound::kSines;
    return options;
  }

  Result<Rendering> render(const std::string& name, const RenderOptions& options = sines()) {
    return render_to_file(score_, folder_ / name, options, {}, cancellation_);
  }

  std::vector<float> samples(const std::string& name) const {
    SF_INFO info{};
    SNDFILE* file = sf_open((folder_ / name).c_str(), SFM_READ, &info);
    if (file == nullptr) return {};
    std::vector<float> sound(static_cast<std::size_t>(info.frames));
    sf_read_float(file, sound.data(), info.frames);
    sf_close(file);
    return sound;
  }

  static float peak(std::span<const float> sound) {
    float most = 0;
    for (const float sample : sound) most = std::max(most, std::abs(sample));
    return most;
  }

  fs::path folder_;
  Score score_;
  Cancellation cancellation_;
};

TEST_F(RenderTest, LastsAsLongAsTheMusicAndASecondOfSilence) {
  const auto rendering = render("a.wav");
  ASSERT_TRUE(rendering.ok()) << rendering.error().message;
  EXPECT_EQ(rendering->seconds, 5.0);
  EXPECT_EQ(rendering->notes, 4u);
  const auto sound = samples("a.wav");
  constexpr std::size_t kSecond = 44100;
  ASSERT_EQ(sound.size(), 5 * kSecond);
  EXPECT_EQ(peak(std::span(sound).subspan(4 * kSecond)), 0.0f);
  EXPECT_GT(peak(std::span(sound).subspan(4 * kSecond - 4410, 4410)), 0.0f);
}

TEST_F(RenderTest, ItsLoudestSampleIsHalfADecibelBelowFullScaleHoweverSoftTheNotes) {
  ASSERT_TRUE(render("soft.wav").ok());
  EXPECT_NEAR(peak(samples("soft.wav")), kPeak, 1e-4);
  for (Track& track : score_.tracks) {
    for (Note& note : track.notes) note.velocity = 127;
  }
  ASSERT_TRUE(render("loud.flac").ok());
  EXPECT_NEAR(peak(samples("loud.flac")), kPeak, 1e-4);
}

TEST_F(RenderTest, PassagesPlayedSideBySideFollowOneAnother) {
  // A minute of music, two beats of rest, a minute more.
  score_.tracks.resize(1);
  score_.tracks[0].notes.clear();
  for (const Tick from : {Tick{0}, Tick{62 * 480}}) {
    for (Tick beat = 0; beat < 60; ++beat) {
      const auto pitch = static_cast<std::uint8_t>(beat < 30 ? 48 : 60);
      score_.tracks[0].notes.push_back({from + beat * 480, 480, pitch, 80});
    }
  }
  score_.end = 122 * 480;
  EXPECT_EQ(render("two.wav")->seconds, 123);
  const auto whole = samples("two.wav");
  score_.tracks[0].notes.resize(60);
  score_.end = 60 * 480;
  ASSERT_TRUE(render("one.wav").ok());
  const auto half = samples("one.wav");
  constexpr std::size_t kMinute = std::size_t{60} * 44100;
  const auto second = std::span(whole).subspan(62 * std::size_t{44100}, kMinute);
  EXPECT_GT(peak(second), 0.9f);
  float differ = 0;
  for (std::size_t k = 0; k < kMinute; ++k) {
    differ = std::max(differ, std::abs(whole[k] - half[k]));
    differ = std::max(differ, std::abs(second[k] - half[k]));
  }
  EXPECT_LT(differ, 1e-3f);
}

TEST_F(RenderTest, FlatPlaysTheFirstTrackInStepsOfThreeTenths) {
  RenderOptions options;
  options.flat = true;
  EXPECT_NEAR(render("all.wav", options)->seconds, 3 * 0.3 + 1, 1e-9);
  options.flat_notes = 2;
  const auto two = render("two.wav", options);
  EXPECT_EQ(two->notes, 2u);
  EXPECT_EQ(samples("two.wav").size(), 70560u);
}

TEST_F(RenderTest, DrumsAreLeftOutAndCounted) {
  score_.tracks[1].channel = 9;
  EXPECT_EQ(render("a.wav")->drum_notes, 1u);
  score_.tracks[0].channel = 9;
  const auto nothing = render("b.wav");
  ASSERT_FALSE(nothing.ok());
  EXPECT_THAT(nothing.error().message, HasSubstr("drums"));
  EXPECT_FALSE(fs::exists(folder_ / "b.wav"));
}

TEST_F(RenderTest, WithASoundFontItIsStereoAndEndsWhenItIsSilent) {
  const auto rendering = render("a.wav", {});
  ASSERT_TRUE(rendering.ok()) << rendering.error().message;
  if (rendering->played_with == "sine waves") GTEST_SKIP() << rendering->remarks.front();
  EXPECT_GT(rendering->seconds, 4.0);
  EXPECT_LT(rendering->seconds, 12.5);
  SF_INFO info{};
  SNDFILE* file = sf_open((folder_ / "a.wav").c_str(), SFM_READ, &info);
  ASSERT_NE(file, nullptr);
  std::vector<float> sound(static_cast<std::size_t>(2 * info.frames));
  sf_read_float(file, sound.data(), 2 * info.frames);
  sf_close(file);
  EXPECT_EQ(info.channels, 2);
  EXPECT_NEAR(peak(sound), kPeak, 1e-3);
  EXPECT_LT(peak(std::span(sound).last(1000)), 0.02f);
}

TEST_F(RenderTest, MoreThanTwoHoursNeedsAWord) {
  score_.tracks[0].notes.back().onset = Tick{480} * 7200;
  const auto refused = render("a.wav");
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kLimit);
  EXPECT_THAT(refused.error().message, HasSubstr("`force`"));
  EXPECT_FALSE(fs::exists(folder_ / "a.wav"));
  RenderOptions options;
  options.any_length = true;
  cancellation_.request();  // allowed to begin; nobody waits for two hours of sound here
  const auto begun = render("a.wav", options);
  ASSERT_FALSE(begun.ok());
  EXPECT_EQ(begun.error().code, ErrorCode::kCancelled);
  EXPECT_TRUE(fs::is_empty(folder_));
}

TEST_F(RenderTest, APieceThatWouldLastForeverIsRefusedNotTried) {
  score_.tracks[0].notes.back().onset = Tick{1} << 60;
  const auto refused = render("a.wav");
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kLimit);
}

}  // namespace
}  // namespace bach
