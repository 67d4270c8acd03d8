#include "audio/performance.h"

#include <gtest/gtest.h>

#include "corpus/corpus.h"
#include "score/tempo_map.h"

namespace bach {
namespace {

Score minuet() { return *load_movement(*find_movement("cs1-5men")); }

double seconds_of(const Score& score) { return TempoMap(score).seconds(score.end); }

TEST(Performance, PlaysTheSameNotesAtTheirTimes) {
  const Score score = minuet(), played = performed(score, 1);
  ASSERT_EQ(played.tracks.size(), score.tracks.size());
  for (std::size_t t = 0; t < score.tracks.size(); ++t) {
    ASSERT_EQ(played.tracks[t].notes.size(), score.tracks[t].notes.size());
    for (std::size_t i = 0; i < score.tracks[t].notes.size(); ++i) {
      EXPECT_EQ(played.tracks[t].notes[i].pitch, score.tracks[t].notes[i].pitch);
      EXPECT_EQ(played.tracks[t].notes[i].onset, score.tracks[t].notes[i].onset);
    }
  }
}

TEST(Performance, OneSeedOnePerformance) {
  EXPECT_EQ(performed(minuet(), 1), performed(minuet(), 1));
  EXPECT_NE(performed(minuet(), 1), performed(minuet(), 2));
}

TEST(Performance, IsALittleSlowerAtMostAndSlowsDownAtTheEnd) {
  const Score score = minuet(), played = performed(score, 1);
  EXPECT_GT(seconds_of(played), seconds_of(score));
  EXPECT_LT(seconds_of(played), 1.06 * seconds_of(score));
  EXPECT_GT(played.tempos.back().microseconds_per_quarter,
            played.tempos[played.tempos.size() / 2].microseconds_per_quarter);
}

TEST(Performance, StrongBeatsAreLouderAndNotesLetGo) {
  const Score score = minuet(), played = performed(score, 1);
  double strong = 0, weak = 0;
  int strongs = 0, weaks = 0;
  for (const Note& note : played.tracks[0].notes) {
    if (note.onset % (3 * 480) == 0) strong += note.velocity, ++strongs;
    if (note.onset % 480 == 240) weak += note.velocity, ++weaks;
  }
  EXPECT_GT(strong / strongs, weak / weaks + 5);
  EXPECT_LT(played.tracks[0].notes[0].duration, score.tracks[0].notes[0].duration);
  EXPECT_EQ(performed(Score(), 1), Score());
}

}  // namespace
}  // namespace bach
