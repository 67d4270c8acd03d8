#include "score/bar_distances.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace bach {
namespace {

constexpr Tick kEvenBar = 1920;
constexpr int kAlike = 93;
constexpr std::int64_t kFewestBars = 4;

// Bars of several voices; one in three is an earlier one again, now and then with a note changed.
// From `again` on, `distance` bars come again, unless that is 0.
Score even_bar_music(unsigned seed, int bars, int voices, int again, int distance) {
  std::minstd_rand random(seed);
  Score score;
  for (int voice = 0; voice < voices; ++voice) {
    Track track;
    std::vector<std::vector<Note>> all;
    for (int bar = 0; bar < bars; ++bar) {
      std::vector<Note> notes;
      const auto count = static_cast<unsigned>(all.size());
      if (distance > 0 && bar >= again + distance && bar < again + 2 * distance) {
        notes = all[static_cast<std::size_t>(bar - distance)];
      } else if (count > 0 && random() % 3 == 0) {
        notes = all[random() % count];
      } else {
        for (Tick at = 0; at < kEvenBar;) {
          const Tick length = 120 * (1 + static_cast<Tick>(random() % 4));
          notes.push_back({at, length, static_cast<std::uint8_t>(50 + random() % 20), 80});
          at += length;
        }
      }
      if (random() % 8 == 0) notes.back().pitch ^= 1;
      all.push_back(notes);
      for (Note note : notes) {
        note.onset += bar * kEvenBar;
        note.duration = std::min(note.duration, (bar + 1) * kEvenBar - note.onset);
        track.notes.push_back(note);
      }
    }
    score.tracks.push_back(track);
  }
  score.end = bars * kEvenBar;
  return score;
}

TEST(BarDistances, MissNothingThatIsAlike) {
  int alike = 0, possible = 0, denied = 0;
  for (unsigned seed = 1; seed <= 24; ++seed) {
    const int voices = 1 + static_cast<int>(seed % 5);
    const Score score = even_bar_music(seed, 40, voices, static_cast<int>(seed % 7),
                                       seed % 4 == 0 ? 0 : 4 + static_cast<int>(seed % 9));
    const BarGrid bars(score);
    const Passages passages(score);
    const auto distances = bar_distances(bars, passages, kAlike, kFewestBars);
    ASSERT_TRUE(distances);
    EXPECT_TRUE(std::is_sorted(distances->rbegin(), distances->rend()));
    for (std::int64_t p = kFewestBars; p <= 20; ++p) {
      bool any = false;
      for (Tick a = 0; a + (2 * p - 1) * kEvenBar <= score.end; a += kEvenBar) {
        std::int64_t effort = 0;
        any = any || passages.alike(a, a + p * kEvenBar, (p - 1) * kEvenBar, kAlike, effort);
      }
      const bool told = std::count(distances->begin(), distances->end(), p) > 0;
      EXPECT_TRUE(told || !any) << seed << " " << p;
      alike += any ? 1 : 0;
      possible += told ? 1 : 0;
      denied += told ? 0 : 1;
    }
  }
  EXPECT_GT(alike, 10);
  EXPECT_LT(possible, 2 * alike + 24);
  EXPECT_GT(denied, 200);
}

TEST(BarDistances, AreAllOfThemWhereBarsAreTheSame) {
  Score score = even_bar_music(1, 1, 1, 0, 0);
  Track& track = score.tracks.front();
  const std::vector<Note> bar = track.notes;
  for (int k = 1; k < 20; ++k) {
    for (Note note : bar) {
      note.onset += k * kEvenBar;
      track.notes.push_back(note);
    }
  }
  score.end = 20 * kEvenBar;
  const auto distances = bar_distances(BarGrid(score), Passages(score), kAlike, kFewestBars);
  EXPECT_EQ(distances, (std::vector<std::int64_t>{10, 9, 8, 7, 6, 5, 4}));
}

TEST(BarDistances, AreForEvenBarsOnly) {
  Score score = even_bar_music(1, 40, 1, 0, 0);
  score.metres = {{0, 4, 4}, {8 * kEvenBar, 4, 4}};
  EXPECT_TRUE(bar_distances(BarGrid(score), Passages(score), kAlike, kFewestBars));
  score.metres = {{0, 4, 4}, {8 * kEvenBar, 3, 4}};
  EXPECT_FALSE(bar_distances(BarGrid(score), Passages(score), kAlike, kFewestBars));
}

TEST(BarDistances, AreNoneOfAShortPiece) {
  const Score score = even_bar_music(1, 6, 2, 0, 0);
  const auto distances = bar_distances(BarGrid(score), Passages(score), kAlike, kFewestBars);
  ASSERT_TRUE(distances);
  EXPECT_TRUE(distances->empty());
}

}  // namespace
}  // namespace bach
