#include "form/motive/outline.h"

#include <gtest/gtest.h>

#include "form/motive/build_motives.h"

namespace bach {
namespace {

using tests::frame_of;

TEST(Outline, KeepsShapesAndParts) {
  const Outline outline = outline_of(frame_of({4, 6}, true));
  ASSERT_EQ(outline.parts.size(), 2U);
  EXPECT_EQ(outline.parts[0].bars, 5);  // an upbeat, three whole bars and one that is cut
  EXPECT_TRUE(outline.parts[0].upbeat);
  EXPECT_EQ(outline.parts[1].role, PartRole::kLast);
  ASSERT_EQ(outline.bars.size(), 12U);
  EXPECT_EQ(outline.bars[0].shape, outline.bars[5].shape);  // upbeats
  EXPECT_NE(outline.bars[0].shape, outline.bars[1].shape);
  EXPECT_EQ(outline.bars[1].shape, outline.bars[4].shape);
  EXPECT_FALSE(outline.bars[3].cut);
  EXPECT_TRUE(outline.bars[4].cut);
}

TEST(BarPlaces, TakesOnlyWhatIsLikeItself) {
  const BarPlaces places(outline_of(frame_of({4, 6}, true)));
  EXPECT_TRUE(places.can_take(5, 0));   // an upbeat from an upbeat
  EXPECT_FALSE(places.can_take(6, 0));  // not a bar from one
  EXPECT_FALSE(places.can_take(6, 4));  // nor from a bar cut short
  EXPECT_TRUE(places.can_take(11, 4));  // which one cut short can
  EXPECT_TRUE(places.can_take(11, 6));
  EXPECT_FALSE(places.can_take(6, 6));
  EXPECT_FALSE(places.can_take(6, -1));
}

TEST(BarPlaces, CountsFromBothEndsOfAPart) {
  const BarPlaces places(outline_of(frame_of({4, 6}, true)));
  EXPECT_EQ(places.place(0), -1);
  EXPECT_EQ(places.place(1), 0);
  EXPECT_EQ(places.left(4), 0);
  EXPECT_EQ(places.place(5), -1);
  EXPECT_EQ(places.left(5), 6);
  EXPECT_EQ(places.progress(0), 0);
  EXPECT_DOUBLE_EQ(places.progress(9), 0.75);
}

TEST(BarPlaces, CallsEachSourceByItsFirstName) {
  const BarPlaces places(outline_of(frame_of({8, 8})));
  const BarSources sources = places.sources(12, 5);
  const auto named = [&](BarReference reference) {
    return sources.named[static_cast<std::size_t>(reference)];
  };
  EXPECT_EQ(named(BarReference::kOneAgo), 11);
  EXPECT_EQ(named(BarReference::kTwoAgo), 10);
  EXPECT_EQ(named(BarReference::kFollows), 6);
  EXPECT_EQ(named(BarReference::kSamePlace), 4);
  EXPECT_EQ(named(BarReference::kSameEnd), -1);  // also 4
  EXPECT_EQ(named(BarReference::kOpening), 0);
  EXPECT_EQ(named(BarReference::kFourAgo), 8);
  EXPECT_EQ(named(BarReference::kEightAgo), -1);  // also 4
  EXPECT_EQ(sources.far, (std::vector<int>{1, 2, 3, 5, 7, 9}));
}

TEST(BarPlaces, NamesAgreeWithReferences) {
  Draws draws = tests::test_draws(3);
  for (int trial = 0; trial < 200; ++trial) {
    const BarPlaces places(outline_of(tests::random_frame(draws)));
    const auto bars = static_cast<std::uint32_t>(places.bars());
    const int bar = static_cast<int>(draws.below(bars));
    const int before = static_cast<int>(draws.below(static_cast<std::uint32_t>(bar) + 1)) - 1;
    const BarSources sources = places.sources(bar, before);
    int count = 0;
    for (int r = 0; r + 1 < kBarReferences; ++r) {
      const int source = sources.named[static_cast<std::size_t>(r)];
      if (source < 0) continue;
      ++count;
      EXPECT_TRUE(places.can_take(bar, source));
      EXPECT_EQ(places.reference(bar, source, before), static_cast<BarReference>(r));
    }
    for (const int source : sources.far) {
      ++count;
      EXPECT_EQ(places.reference(bar, source, before), BarReference::kFar);
    }
    int possible = 0;
    for (int source = 0; source < bar; ++source) possible += places.can_take(bar, source) ? 1 : 0;
    EXPECT_EQ(count, possible);
  }
}

TEST(BarPlaces, ASecondDanceAnswersTheFirst) {
  MotiveFrame frame = frame_of({6, 6, 6, 6});
  frame.parts[2].dance = frame.parts[3].dance = 1;
  const BarPlaces places(outline_of(frame));
  const auto same_place = [&](int bar) {
    return places.sources(bar, -1).named[static_cast<std::size_t>(BarReference::kSamePlace)];
  };
  EXPECT_EQ(same_place(8), 2);    // B answers A
  EXPECT_EQ(same_place(14), 2);   // the second A the first
  EXPECT_EQ(same_place(20), 14);  // the second B the second A
}

TEST(BarPlaces, FirstAndLastBarsAreCalledByTheirPlaces) {
  const BarPlaces places(outline_of(frame_of({4, 4})));
  EXPECT_EQ(places.reference(4, 0, -1), BarReference::kSamePlace);  // also four ago
  EXPECT_EQ(places.reference(5, 1, 0), BarReference::kSamePlace);   // also follows
  EXPECT_EQ(places.reference(7, 3, -1), BarReference::kSameEnd);
}

}  // namespace
}  // namespace bach
