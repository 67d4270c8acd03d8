#include "score/unfold.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "build_score.h"
#include "score/form.h"

namespace bach {
namespace {

using ::testing::ElementsAre;
using tests::quarters;

TEST(Unfold, LeavesAnUnfoldedScoreAlone) {
  const Score score = quarters({60, 62, 64});
  EXPECT_EQ(unfold(score), score);
}

TEST(Unfold, PlaysSectionsInTheirOrder) {
  Score written = quarters({60, 62, 64, 65}, {0, 1, 4});
  written.sections = {{0, 960}, {960, 1440}, {1440, 1920}};
  written.play_order = {0, 1, 0, 2};
  written.markers = {{960, "first ending"}};
  const Score played = unfold(written);
  EXPECT_EQ(played.tracks, quarters({60, 62, 64, 60, 62, 65}).tracks);
  EXPECT_EQ(played.end, 6 * 480);
  EXPECT_TRUE(played.play_order.empty());
  EXPECT_TRUE(played.sections.empty());
  EXPECT_THAT(played.markers, ElementsAre(Marker{960, "first ending"}));
  EXPECT_THAT(played.metres, ElementsAre(Metre{0, 1, 4})) << "nothing changes on the way";
}

TEST(Unfold, PassesOverSectionsThatAreNotThere) {
  Score written = quarters({60, 62});
  written.sections = {{0, 960}};
  written.play_order = {0, 7, -1, 0};
  EXPECT_EQ(unfold(written).tracks, quarters({60, 62, 60, 62}).tracks);
}

TEST(Unfold, SetsMetreKeyAndTempoAgainAfterAJumpBack) {
  Score written = quarters({60, 62, 64, 65, 67, 69, 71});
  written.metres = {{0, 4, 4}, {1920, 3, 4}};
  written.keys = {{0, 0, Mode::kMajor}, {1920, 2, Mode::kMajor}};
  written.tempos = {{1920, 250000}};
  written.sections = {{0, 1920}, {1920, 3360}};
  written.play_order = {0, 1, 0};
  const Score played = unfold(written);
  EXPECT_THAT(played.metres, ElementsAre(Metre{0, 4, 4}, Metre{1920, 3, 4}, Metre{3360, 4, 4}));
  EXPECT_THAT(played.keys, ElementsAre(Key{0, 0, Mode::kMajor}, Key{1920, 2, Mode::kMajor},
                                       Key{3360, 0, Mode::kMajor}));
  EXPECT_THAT(played.tempos, ElementsAre(Tempo{1920, 250000}, Tempo{3360, 500000}));
}

TEST(Unfold, PutsBarLinesRightAfterAPartOfABar) {
  // The second section begins with a quarter's upbeat, but the first ended on a bar line.
  Score written = quarters({60, 62, 64, 65, 67, 69, 71, 72, 60}, {0, 4, 4}, 1440);
  written.sections = {{1440, 1920}, {1920, 3840}, {3840, 5760}};
  written.play_order = {0, 1, 0, 2};
  const Score played = unfold(written);
  EXPECT_THAT(played.metres, ElementsAre(Metre{0, 4, 4}, Metre{4320, 4, 4}));
}

TEST(Form, OfAnUnfoldedScoreIsOnePart) {
  const Form form = form_of(quarters({0, 62, 64, 65, 67}));
  EXPECT_EQ(form.pattern, "A");
  ASSERT_EQ(form.parts.size(), 1U);
  EXPECT_EQ(form.parts[0].upbeat, 1440);
  EXPECT_EQ(form.parts[0].bars, 1);
  EXPECT_EQ(form_of(Score{}).pattern, "A");
}

TEST(Form, JoinsAShortUpbeatWithThePartItLeadsInto) {
  // Upbeat |: four bars :|, as notation often has it.
  Score written = quarters(tests::line(17, 50, 3), {0, 4, 4}, 1440);
  written.sections = {{1440, 1920}, {1920, 9600}};
  written.play_order = {0, 1, 1};
  const Form form = form_of(written);
  EXPECT_EQ(form.pattern, "AA");
  ASSERT_EQ(form.parts.size(), 1U);
  EXPECT_EQ(form.parts[0].upbeat, 480);
  EXPECT_EQ(form.parts[0].bars, 4);
}

}  // namespace
}  // namespace bach
