#include "compose/bar_guard.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>

#include "compose/movement_composer.h"
#include "form/cycles.h"

namespace bach {
namespace {

constexpr Tick kBeat = kSuiteTicksPerQuarter;

BarGuard guard_of(const Metre& metre) {
  return BarGuard(BarGrid(std::vector<Metre>{metre}, kSuiteTicksPerQuarter));
}

// Bars of three quarters: 'a' and 'b' differ in the last note, '.' is a rest.
std::vector<SuiteNote> notes_of(const std::string& bars, int part = 0) {
  const auto quarter = static_cast<std::uint8_t>(*rhythm_class(kBeat, kBeat));
  std::vector<SuiteNote> notes;
  for (std::size_t b = 0; b < bars.size(); ++b) {
    if (bars[b] == '.') continue;
    for (int k = 0; k < 3; ++k) {
      const auto pitch = static_cast<std::uint8_t>(k < 2 ? 50 : bars[b]);
      const Tick onset = (3 * static_cast<Tick>(b) + k) * kBeat;
      notes.push_back({onset, kBeat, {pitch, quarter}, part});
    }
  }
  return notes;
}

// The bar that is one too many, counted from 0; −1: none.
int too_many(const std::string& bars) {
  const std::vector<SuiteNote> notes = notes_of(bars);
  const auto first = guard_of({0, 3, 4}).one_too_many(notes);
  return first ? static_cast<int>(notes[*first].onset / (3 * kBeat)) : -1;
}

TEST(BarGuard, ABarStandsTwiceRunningNotThreeTimes) {
  EXPECT_EQ(too_many("a"), -1);
  EXPECT_EQ(too_many("aa"), -1);
  EXPECT_EQ(too_many("aaa"), 2);
  EXPECT_EQ(too_many("baaa"), 3);
  EXPECT_EQ(too_many("aaab"), -1);   // the last bar is not to blame
  EXPECT_EQ(too_many("a.a.a"), -1);  // rests repeat nothing
}

TEST(BarGuard, LongerCyclesEndAfterThreeBars) {
  EXPECT_EQ(too_many("abab"), -1);
  EXPECT_EQ(too_many("ababa"), 4);
  EXPECT_EQ(too_many("abcab"), -1);
  EXPECT_EQ(too_many("abcabc"), 5);
  EXPECT_EQ(too_many("abcdab"), -1);
  EXPECT_EQ(too_many("abcdabc"), 6);
  EXPECT_EQ(too_many("abcdeabcde"), -1);  // of five bars
}

TEST(BarGuard, PartsCountByThemselvesAndInOneRow) {
  const BarGuard guard = guard_of({0, 3, 4});
  std::vector<SuiteNote> notes = notes_of("aaa");
  for (SuiteNote& note : notes) note.part = note.onset < 3 * kBeat ? 0 : 1;
  EXPECT_EQ(guard.one_too_many(notes), 6u);

  // The first part ends within the third bar; alone that is not like the others, with the upbeat of
  // the second part it is.
  notes = notes_of("aaa");
  notes.back().part = 1;
  EXPECT_EQ(guard.one_too_many(notes), 8u);
  notes.pop_back();
  EXPECT_FALSE(guard.one_too_many(notes, false));

  // Two beats in every bar: as the first part has it, one too many, whatever comes after.
  notes = notes_of("aaa");
  std::erase_if(notes, [](const SuiteNote& note) { return note.onset / kBeat % 3 == 2; });
  EXPECT_EQ(guard.one_too_many(notes, false), 4u);
}

TEST(BarGuard, LengthsCountAndBarsOfAnotherMetreAreOthers) {
  std::vector<SuiteNote> notes = notes_of("aaa");
  notes.back().duration = kBeat / 2;
  EXPECT_FALSE(guard_of({0, 3, 4}).one_too_many(notes));
  notes = notes_of("aaa");
  const BarGrid changes(std::vector<Metre>{{0, 3, 4}, {6 * kBeat, 4, 4}}, kSuiteTicksPerQuarter);
  EXPECT_FALSE(BarGuard(changes).one_too_many(notes));
}

// The bars of a piece of one part as the form of a score has them.
std::vector<BarNotes> bars_of(const MovementTask& task, const std::vector<SuiteNote>& notes) {
  const Score score = score_of_movement(task, notes);
  return bars_of_score(score, score.keys).notes;
}

bool goes_round(const std::vector<BarNotes>& bars) {
  for (std::size_t period = 1; period <= kLongestPeriod; ++period) {
    std::size_t back = 0;
    while (back + period < bars.size() &&
           same_notes(bars[bars.size() - 1 - back], bars[bars.size() - 1 - back - period])) {
      ++back;
    }
    if (static_cast<int>(back) > most_repeats(static_cast<int>(period))) return true;
  }
  return false;
}

// Any music out of few bars, with an upbeat now and then.
TEST(BarGuard, FindsWhatTheFormOfAScoreHas) {
  int found = 0;
  int upbeats = 0;
  for (unsigned seed = 0; seed < 300; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    MovementTask task;
    task.plan.metres = {{0, 3, 4}};
    const bool upbeat = random() % 3 == 0;
    const Tick begin = upbeat ? 2 * kBeat : 0;
    task.plan.parts = {{begin, 40 * 3 * kBeat, begin, PartRole::kWhole, {}}};
    std::string bars;
    for (int b = 0; b < 14; ++b) bars += "ab.c"[random() % (1 + seed % 4)];
    bars.front() = 'a';
    std::vector<SuiteNote> all = notes_of(bars);
    if (upbeat) all.erase(all.begin(), all.begin() + 2);
    upbeats += upbeat;
    for (int b = 1; b <= 14; ++b) {
      std::vector<SuiteNote> notes;
      for (const SuiteNote& note : all) {
        if (note.onset < b * 3 * kBeat) notes.push_back(note);
      }
      if (bars[static_cast<std::size_t>(b - 1)] == '.') continue;
      const bool round = goes_round(bars_of(task, notes));
      const auto first = guard_of({0, 3, 4}).one_too_many(notes);
      ASSERT_EQ(first.has_value(), round) << bars << ", bar " << b;
      found += round;
      if (first) {
        EXPECT_EQ(notes.size() - *first, 3u);
      }
    }
  }
  EXPECT_GT(found, 300);
  EXPECT_GT(upbeats, 50);
}

TEST(BarGuard, TellsWhichNoteWouldCompleteACycle) {
  const BarGuard guard = guard_of({0, 3, 4});
  const std::vector<SuiteNote> all = notes_of("aaa");
  for (std::size_t k = 1; k < all.size(); ++k) {
    const std::vector<SuiteNote> notes(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(k));
    const std::vector<SuiteNote> last = guard.that_complete(notes, 0, all[k].onset);
    if (k + 1 < all.size()) {
      EXPECT_TRUE(last.empty()) << k;
      continue;
    }
    ASSERT_EQ(last.size(), 1u);
    EXPECT_EQ(last.front().token.pitch, all.back().token.pitch);
    EXPECT_EQ(last.front().duration, all.back().duration);
    EXPECT_EQ(last.front().onset, all.back().onset);
  }
  EXPECT_TRUE(guard.that_complete(notes_of("ab"), 0, 6 * kBeat).empty());
  EXPECT_TRUE(guard.that_complete(notes_of("aa"), 0, 6 * kBeat).empty());
  EXPECT_TRUE(guard.that_complete({}, 0, 0).empty());
}

TEST(BarGuard, KnowsABarOfOneNoteBeforeItBegins) {
  const auto whole = static_cast<std::uint8_t>(*rhythm_class(3 * kBeat, 3 * kBeat));
  std::vector<SuiteNote> notes;
  for (int b = 0; b < 2; ++b) notes.push_back({b * 3 * kBeat, 3 * kBeat, {50, whole}, 0});
  const auto last = guard_of({0, 3, 4}).that_complete(notes, 0, 6 * kBeat);
  ASSERT_EQ(last.size(), 1u);
  EXPECT_EQ(last.front().token.pitch, 50);
}

}  // namespace
}  // namespace bach
