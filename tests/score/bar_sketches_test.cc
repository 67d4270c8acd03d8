#include "score/bar_sketches.h"

#include <gtest/gtest.h>

#include <random>

namespace bach {
namespace {

// Bars of few notes of few pitches, some the same as an earlier one but for a note.
Score half_repeated(unsigned seed) {
  std::minstd_rand random(seed);
  constexpr Tick kBar = 1440;
  Score score;
  score.metres = {{0, 3, 4}};
  Track track;
  std::vector<std::vector<Note>> bars;
  for (Tick bar = 0; bar < 60 * kBar; bar += kBar) {
    std::vector<Note> notes;
    if (!bars.empty() && random() % 4 != 0) {
      notes = bars[bars.size() / 2];
      if (random() % 6 == 0) notes.front().pitch ^= 1;
    } else {
      for (Tick at = 0; at < kBar; at += 240) {
        notes.push_back({at, 240, static_cast<std::uint8_t>(60 + random() % 5), kPlainVelocity});
      }
    }
    bars.push_back(notes);
    for (Note note : notes) {
      note.onset += bar;
      track.notes.push_back(note);
    }
  }
  score.end = 60 * kBar;
  score.tracks.push_back(track);
  return score;
}

TEST(BarSketches, NeverDenyWhatIsAlike) {
  int alike = 0, denied = 0;
  for (unsigned seed = 1; seed < 6; ++seed) {
    const Score score = half_repeated(seed);
    const BarGrid bars(score);
    const Passages passages(score);
    BarSketches sketches(bars, passages);
    constexpr Tick kBar = 1440;
    for (Tick a = 0; a < 30 * kBar; a += kBar) {
      for (Tick period = kBar; a + 2 * period <= score.end; period += kBar) {
        for (const std::int64_t percent : {50, 93}) {
          std::int64_t effort = 0;
          const bool is = passages.alike(a, a + period, period, percent, effort);
          const bool may = sketches.may_be_alike(a, a + period, period, percent, effort);
          EXPECT_TRUE(may || !is) << seed << " " << a << " " << period;
          alike += is ? 1 : 0;
          denied += may ? 0 : 1;
        }
      }
    }
  }
  EXPECT_GT(alike, 50);
  EXPECT_GT(denied, 1000);
}

}  // namespace
}  // namespace bach
