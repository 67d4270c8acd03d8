#include "app/compose/values.h"

#include <gtest/gtest.h>

namespace bach {
namespace {

template <typename Value>
std::string fault(const Result<Value>& value) {
  return value ? "" : value.error().message;
}

TEST(ComposeValues, Pitches) {
  EXPECT_EQ(*parse_pitch("C2"), 36);
  EXPECT_EQ(*parse_pitch("A4"), 69);
  EXPECT_EQ(*parse_pitch("f#3"), 54);
  EXPECT_EQ(*parse_pitch("Bb4"), 70);
  EXPECT_FALSE(parse_pitch("H2"));
  EXPECT_FALSE(parse_pitch("C"));
  EXPECT_FALSE(parse_pitch("C22"));
}

TEST(ComposeValues, RangesAreReadAsTheyAreWritten) {
  for (int lowest = 12; lowest < 108; ++lowest) {
    const PitchLimits range{lowest, lowest + 12};
    const Result<PitchLimits> read = parse_range(range_text(range));
    ASSERT_TRUE(read.ok()) << range_text(range);
    EXPECT_EQ(*read, range);
  }
  EXPECT_EQ(fault(parse_range("C2")), "'C2' is not a range of two pitches; write C2-A4");
}

TEST(ComposeValues, WhatIsNotOneIsToldWithWhatWouldDo) {
  EXPECT_EQ(fault(parse_kind("sarabend")),
            "no kind of movement is called 'sarabend', did you mean sarabande?");
  EXPECT_EQ(*parse_kind("Bourrée"), PieceKind::kBourree);
  EXPECT_EQ(fault(parse_key("J dur")).substr(0, 24), "'J dur' is not a key; kn");
  EXPECT_EQ(*parse_key("H dur"), (Key{0, 5, Mode::kMajor}));
  EXPECT_EQ(*parse_key("F#m"), (Key{0, 3, Mode::kMinor}));
  EXPECT_EQ(fault(parse_metre("three")), "'three' is not a metre; write 3/4");
  EXPECT_EQ(*parse_metre("6/8"), (Metre{0, 6, 8}));
  EXPECT_EQ(fault(parse_galanterie("gigue")), "'gigue' is not a menuet, bourree or gavotte");
  EXPECT_EQ(*parse_galanterie("Minuet"), PieceKind::kMenuet);
}

}  // namespace
}  // namespace bach
