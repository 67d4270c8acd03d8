#include "compose/form_book.h"

#include <gtest/gtest.h>

#include <set>
#include <utility>
#include <vector>

#include "compose/movement_rules.h"
#include "score/bars.h"

namespace bach {
namespace {

constexpr Key kDMinor{0, -1, Mode::kMinor};
constexpr Tick kBar = 3 * 480;

SuiteNote note(int part, Tick onset, int pitch) {
  return {onset,
          480,
          {static_cast<std::uint8_t>(pitch), static_cast<std::uint8_t>(*rhythm_class(480, 480))},
          part};
}

// A menuet pair in D minor and D major: parts of 4 + 6 and 4 + 8 bars.
SuitePiece menuets() {
  SuitePiece piece;
  piece.plan.kind = PieceKind::kMenuet;
  piece.plan.metres = {{0, 3, 4}};
  const Key second{10 * kBar, 2, Mode::kMajor};
  Tick begin = 0;
  const auto add = [&](int bars, PartRole role, const Key& key, int last) {
    const Tick end = begin + bars * kBar;
    piece.plan.parts.push_back({begin, end, begin, role, key});
    SuiteSection section{begin, end, begin, {}};
    for (Tick at = begin; at < end; at += 480) {
      section.tokens.push_back(note(0, at, at + 480 < end ? 60 : last).token);
    }
    piece.sections.push_back(section);
    piece.play_order.push_back(static_cast<int>(piece.play_order.size()));
    begin = end;
  };
  add(4, PartRole::kFirst, kDMinor, 53);  // F: the relative major
  add(6, PartRole::kLast, kDMinor, 50);
  add(4, PartRole::kFirst, second, 57);  // A: the dominant
  add(8, PartRole::kLast, second, 50);
  return piece;
}

TEST(FormBook, TakesFormsFromPieces) {
  const SuitePiece piece = menuets();
  const FormBook book({&piece, 1});
  ASSERT_EQ(book.forms().size(), 2u);
  EXPECT_FALSE(book.forms()[0].second);
  EXPECT_TRUE(book.forms()[1].second && book.forms()[1].paired);
  EXPECT_EQ(book.forms()[0].parts[0].bars, 4);
  EXPECT_EQ(book.forms()[0].parts[0].final_class, 3);
  EXPECT_EQ(book.forms()[1].parts[0].final_class, 7);
  EXPECT_EQ(book.forms()[1].parts[1].final_class, 0);
}

TEST(FormBook, APairIsTwoDancesAndTheFirstAgain) {
  const SuitePiece piece = menuets();
  const FormBook book({&piece, 1});
  const Key key{0, 0, Mode::kMinor};
  const auto form = book.form({.key = key, .pair = true}, 1, 0);
  ASSERT_TRUE(form.ok());
  EXPECT_EQ(form->play_order, (std::vector<int>{0, 0, 1, 1, 2, 2, 3, 3, 0, 1}));
  ASSERT_EQ(form->plan.parts.size(), 4u);
  EXPECT_EQ(form->plan.parts[2].key, parallel(Key{10 * kBar, 0, Mode::kMinor}));
  EXPECT_EQ(form->plan.parts[3].end, 22 * kBar);
  // A minor: I ends half way on C, II in A major on E, both at last on A.
  EXPECT_TRUE(test::in_set(form->endings[0]->bass, 48));
  EXPECT_TRUE(test::in_set(form->endings[1]->bass, 57));
  EXPECT_TRUE(test::in_set(form->endings[2]->bass, 52));
  EXPECT_TRUE(test::in_set(form->endings[3]->bass, 57));
  EXPECT_EQ(form->endings[3]->onset, 21 * kBar + 960);
}

// Of two dances each ends both parts at one place, the one on the second beat, the other on the third.
TEST(FormBook, PartsEndAsThoseOfOneDance) {
  std::vector<SuitePiece> pieces = {menuets(), menuets()};
  for (SuiteSection& section : pieces[1].sections) {
    section.tokens.pop_back();
    section.tokens.back().rhythm = static_cast<std::uint8_t>(*rhythm_class(960, 960));
  }
  const FormBook book(pieces);
  std::set<Tick> places;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const auto form = book.form({.key = kDMinor}, seed, 0);
    ASSERT_TRUE(form.ok());
    const Tick first = form->endings[0]->onset % kBar;
    EXPECT_EQ(form->endings[1]->onset % kBar, first);
    places.insert(first);
  }
  EXPECT_EQ(places, (std::set<Tick>{480, 960}));
}

TEST(FormBook, BarsAreHalvesOrThePartsNamed) {
  const SuitePiece piece = menuets();
  const FormBook book({&piece, 1});
  const auto form = book.form({.bars = 20, .key = kDMinor}, 1, 0);
  ASSERT_TRUE(form.ok());
  EXPECT_EQ(form->plan.parts[0].end, 8 * kBar);
  EXPECT_EQ(form->plan.parts[1].end, 20 * kBar);
  const auto named = book.form({.bars = BarCount(6, 12), .key = kDMinor}, 1, 0);
  ASSERT_TRUE(named.ok());
  EXPECT_EQ(named->plan.parts[0].end, 6 * kBar);
  EXPECT_EQ(named->plan.parts[1].end, 18 * kBar);
  EXPECT_FALSE(book.form({.bars = BarCount(1, 12), .key = kDMinor}, 1, 0).ok());
  const auto few = book.form({.bars = 3, .key = kDMinor}, 1, 0);
  ASSERT_FALSE(few.ok());
  EXPECT_NE(few.error().message.find("at least 4"), std::string::npos);
}

TEST(FormBook, HalvesAreMultiplesOfFour) {
  const std::vector<std::pair<int, int>> halves = {{4, 2},   {6, 2},  {8, 4},  {10, 4}, {12, 4},
                                                   {14, 6},  {16, 8}, {18, 8}, {20, 8}, {24, 12},
                                                   {40, 20}, {9, 4},  {17, 8}, {5, 2}};
  for (const auto& [bars, first] : halves) EXPECT_EQ(first_half(bars), first) << bars;
}

TEST(FormBook, RefusesWhatItDoesNotKnow) {
  const SuitePiece piece = menuets();
  const FormBook book({&piece, 1});
  EXPECT_FALSE(book.form({.kind = PieceKind::kGigue}, 1, 0).ok());
  const auto metre = book.form({.metre = Metre{0, 4, 4}}, 1, 0);
  ASSERT_FALSE(metre.ok());
  EXPECT_NE(metre.error().message.find("3/4"), std::string::npos);
}

TEST(Ending, ChordsOfTheCadences) {
  // D minor: D F A; A C# E; F A C.
  const PartEnding home = ending_on(EndingChord::kTonic, kDMinor, 0);
  EXPECT_EQ(home.bass, 1u << 2);
  EXPECT_EQ(home.top, 1u << 2);
  EXPECT_EQ(home.chord, 1u << 2 | 1u << 5 | 1u << 9);
  EXPECT_EQ(ending_on(EndingChord::kDominant, kDMinor, 0).chord, 1u << 9 | 1u << 1 | 1u << 4);
  EXPECT_EQ(ending_on(EndingChord::kRelative, kDMinor, 0).chord, 1u << 5 | 1u << 9 | 1u << 0);
  // G major: G B D.
  EXPECT_EQ(ending_on(EndingChord::kTonic, {0, 1, Mode::kMajor}, 0).chord,
            1u << 7 | 1u << 11 | 1u << 2);
}

TEST(Ending, LastSteps) {
  for (const int to : {60, 61, 59, 62, 58, 72, 48, 84, 36, 53, 65}) {
    EXPECT_TRUE(is_last_step(60, to)) << to;
  }
  for (const int to : {63, 57, 64, 67, 55, 66, 71}) EXPECT_FALSE(is_last_step(60, to)) << to;
}

TEST(Ending, Scales) {
  EXPECT_EQ(scale_of({}), 0b101010110101u);
  const std::uint32_t a_minor = scale_of({0, 0, Mode::kMinor});
  EXPECT_EQ(a_minor, 0b101010110101u | 1u << 6 | 1u << 8);
}

}  // namespace
}  // namespace bach
