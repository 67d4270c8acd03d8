// Chord symbols as text, and lines of them.
#include "score/chord_symbol.h"

#include <gtest/gtest.h>

#include "score/spelling.h"

namespace bach {
namespace {

TEST(NoteName, FollowsTheLineOfFifths) {
  EXPECT_EQ(to_string(note_name_at(0)), "C");
  EXPECT_EQ(to_string(note_name_at(-1)), "F");
  EXPECT_EQ(to_string(note_name_at(6)), "F#");
  EXPECT_EQ(to_string(note_name_at(-2)), "Bb");
  EXPECT_EQ(to_string(note_name_at(-15)), "Fbb");
  EXPECT_EQ(to_string(note_name_at(19)), "B##");
  for (int place = -15; place <= 19; ++place) {
    const NoteName name = note_name_at(place);
    EXPECT_EQ(line_of_fifths({name.letter, name.accidental, 4}), place);
  }
}

TEST(ChordSymbol, ReadsAsMusiciansWriteIt) {
  const NoteName a = note_name_at(3), d = note_name_at(2), f_sharp = note_name_at(6);
  EXPECT_EQ(to_string(ChordSymbol{a, ChordKind::kMinor, {}}), "Am");
  EXPECT_EQ(to_string(ChordSymbol{d, ChordKind::kDominantSeventh, {}}), "D7");
  EXPECT_EQ(to_string(ChordSymbol{f_sharp, ChordKind::kDiminishedSeventh, {}}), "F#dim7");
  EXPECT_EQ(to_string(ChordSymbol{note_name_at(-2), ChordKind::kMajor, d}), "Bb/D");
  EXPECT_EQ(to_string(ChordSymbol{f_sharp, ChordKind::kHalfDiminished, a}), "F#m7b5/A");
  EXPECT_EQ(to_string(ChordSymbol{f_sharp, ChordKind::kDiminished, {}}), "F#dim");
  EXPECT_EQ(to_string(ChordSymbol{a, ChordKind::kMajorSeventh, {}}), "Amaj7");
  EXPECT_EQ(to_string(ChordSymbol{a, ChordKind::kMinorSeventh, {}}), "Am7");
}

TEST(WrittenChords, BeginWithTheOneInForce) {
  const WrittenChords all = {{0, {}, "I"}, {240, {}, "V"}, {480, {}, "vi"}};
  WrittenChords chords = all;
  drop_before(0, chords);
  EXPECT_EQ(chords, all);
  drop_before(300, chords);
  EXPECT_EQ(chords, (WrittenChords{{300, {}, "V"}, {480, {}, "vi"}}));
  chords = {{480, {}, "vi"}};
  drop_before(240, chords);
  EXPECT_EQ(chords, (WrittenChords{{480, {}, "vi"}}));
  WrittenChords none;
  drop_before(240, none);
  EXPECT_TRUE(none.empty());
}

}  // namespace
}  // namespace bach
