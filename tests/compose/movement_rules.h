// What every composed piece keeps, whatever the network says; checked note by note.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "compose/bar_guard.h"
#include "compose/movement_task.h"
#include "compose/playable.h"
#include "form/cycles.h"
#include "score/bars.h"

namespace bach::test {

inline bool in_set(std::uint32_t classes, int pitch) { return (classes >> (pitch % 12) & 1U) != 0; }

// Of the new notes: range, scale, grid, bar lines, what its instrument can play at once.
inline void expect_rules_kept(const MovementTask& task, const std::vector<SuiteNote>& notes) {
  const BarGrid bars(task.plan.metres, kSuiteTicksPerQuarter);
  for (std::size_t k = task.given.size(); k < notes.size(); ++k) {
    const SuiteNote& note = notes[k];
    const SuitePart& part = task.plan.parts[static_cast<std::size_t>(note.part)];
    EXPECT_GE(note.token.pitch, task.range.lowest);
    EXPECT_LE(note.token.pitch, task.range.highest);
    EXPECT_LE(note.onset + note.duration, part.end);
    EXPECT_TRUE(!task.in_key || in_set(scale_of(part.key), note.token.pitch)) << k;
    const BarPosition place = bars.at(note.onset);
    EXPECT_TRUE(place.offset % 60 == 0 || place.offset % 160 == 0) << place.offset;
    EXPECT_LE(place.offset + rhythm(note.token.rhythm).gap, place.length);
    std::vector<int> sounding;
    for (std::size_t j = 0; j <= k; ++j) {
      if (notes[j].onset + notes[j].duration > note.onset) sounding.push_back(notes[j].token.pitch);
    }
    EXPECT_TRUE(playable_together(*task.instrument, sounding)) << k;
    EXPECT_LE(sounding.size(), task.double_stops ? 4u : 1u);
  }
}

// Every part that has an ending ends where and on what that says.
inline void expect_endings_kept(const MovementTask& task, const std::vector<SuiteNote>& notes) {
  for (std::size_t p = 0; p < task.plan.parts.size(); ++p) {
    if (!task.endings[p]) continue;
    const PartEnding& ending = *task.endings[p];
    std::vector<SuiteNote> last;
    for (const SuiteNote& note : notes) {
      if (note.part == static_cast<int>(p) && note.onset >= ending.onset) last.push_back(note);
      EXPECT_TRUE(note.onset >= ending.onset || note.onset + note.duration <= ending.onset ||
                  note.part != static_cast<int>(p));
    }
    ASSERT_FALSE(last.empty());
    EXPECT_TRUE(in_set(ending.bass, last.front().token.pitch));
    EXPECT_TRUE(in_set(ending.top, last.back().token.pitch));
    for (const SuiteNote& note : last) {
      EXPECT_EQ(note.onset, ending.onset);
      EXPECT_TRUE(in_set(ending.chord, note.token.pitch));
    }
  }
}

// No bar three times running, no longer cycle of more than three bars, as the form of a score has it.
inline void expect_no_cycles(const Score& score) {
  for (const LiteralCycle& cycle : cycles_of(score, bars_of_score(score, score.keys))) {
    EXPECT_LE(cycle.bars, most_repeats(cycle.period))
        << "period " << cycle.period << " from bar " << cycle.first_bar;
  }
}

}  // namespace bach::test
