#include "score/sounding_notes.h"

#include <gtest/gtest.h>

#include "score/random_scores.h"

namespace bach {
namespace {

TEST(SoundingNotes, AreAllThatALookAtEachFinds) {
  int sounding = 0;
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    const Score score = test::RandomScores().make(seed);
    for (const Track& track : score.tracks) {
      const SoundingNotes notes(track.notes);
      for (int k = 0; k < 8; ++k) {
        const Tick begin = score.end * k / 8;
        const Tick end = begin + score.end / 5;
        const auto [first, last] = notes.in(begin, end);
        ASSERT_LE(first, last);
        ASSERT_LE(last, track.notes.size());
        for (std::size_t i = 0; i < track.notes.size(); ++i) {
          const Note& note = track.notes[i];
          if (note.onset >= end || note.end() <= begin) continue;
          EXPECT_TRUE(first <= i && i < last) << "seed " << seed << ", note " << i;
          ++sounding;
        }
      }
    }
  }
  EXPECT_GT(sounding, 1000);
}

TEST(SoundingNotes, LeaveOutWhatIsOverAndWhatHasNotBegun) {
  std::vector<Note> line;
  for (int k = 0; k < 100; ++k) line.push_back({10 * k, 10, 60, 90});
  const auto [first, last] = SoundingNotes(line).in(500, 520);
  EXPECT_EQ(first, 50U);
  EXPECT_EQ(last, 52U);
  EXPECT_EQ(SoundingNotes({}).in(0, 10).last, 0U);
}

TEST(SoundingNotes, AreNoneBehindTheEnd) {
  const auto [first, last] = SoundingNotes({{0, 10, 60, 90}}).in(20, 30);
  EXPECT_EQ(first, last);
}

}  // namespace
}  // namespace bach
