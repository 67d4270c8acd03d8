#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/plot/quotations.h"
#include "corpus/corpus.h"

namespace bach {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

// Notes `first` … `first + count − 1` of a movement's first voice, moved by `semitones`, as
// quarters.
Score excerpt(const std::string& name, std::size_t first, std::size_t count, int semitones) {
  const auto movement = load_movement(*find_movement(name));
  Score score;
  score.tracks.push_back({"Cello", 0, 42, {}});
  for (std::size_t i = 0; i < count; ++i) {
    const int pitch = movement->tracks[0].notes[first + i].pitch + semitones;
    const auto onset = static_cast<Tick>(480 * i);
    score.tracks[0].notes.push_back({onset, 480, static_cast<std::uint8_t>(pitch), 80});
  }
  score.end = static_cast<Tick>(480 * count);
  return score;
}

TEST(Quotations, AreFoundInAnyKeyAndNamed) {
  const auto quotations = Quotations::prepare("");
  ASSERT_TRUE(quotations.ok());
  const auto marks = (*quotations)->find(excerpt("cs4-1pre", 200, 40, 3), 30);
  ASSERT_THAT(marks, SizeIs(1));
  EXPECT_EQ(marks[0].begin, 0);
  EXPECT_EQ(marks[0].end, 40);
  EXPECT_EQ(marks[0].text.substr(0, 14), "cs4-1pre, bar ");
}

TEST(Quotations, AMovementDoesNotQuoteItself) {
  const auto quotations = Quotations::prepare("bwv1010-1");
  ASSERT_TRUE(quotations.ok());
  EXPECT_THAT((*quotations)->find(excerpt("cs4-1pre", 200, 40, 0), 30), IsEmpty());
}

TEST(Quotations, ShortOnesAreLeftOutAndNoneOverlap) {
  const auto quotations = Quotations::prepare("cs1-1pre");
  ASSERT_TRUE(quotations.ok());
  const Score score = excerpt("cs1-1pre", 0, 300, 0);
  const auto few = (*quotations)->find(score, 9);
  const auto many = (*quotations)->find(score, 5);
  EXPECT_LT(few.size(), many.size());
  for (std::size_t i = 1; i < many.size(); ++i) EXPECT_LE(many[i - 1].end, many[i].begin);
}

}  // namespace
}  // namespace bach
