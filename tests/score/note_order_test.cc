#include "score/note_order.h"

#include <gtest/gtest.h>

#include <random>
#include <tuple>

namespace bach {
namespace {

TEST(NoteOrder, GoesByOnsetPitchTrackAndPlace) {
  std::minstd_rand random(1);
  for (const std::size_t tracks : {0U, 1U, 2U, 7U, 90U}) {
    Score score;
    for (std::size_t t = 0; t < tracks; ++t) {
      Track track;
      for (int n = 0; n < 30; ++n) {
        track.notes.push_back({static_cast<Tick>(random() % 50),
                               1 + static_cast<Tick>(random() % 3),
                               static_cast<std::uint8_t>(random() % 4), 1});
      }
      std::sort(track.notes.begin(), track.notes.end());
      score.tracks.push_back(track);
    }
    const std::vector<PlacedNote> placed = notes_in_order(score);
    ASSERT_EQ(placed.size(), 30 * tracks);
    std::tuple<Tick, int, std::uint32_t, std::uint32_t> before{-1, 0, 0, 0};
    for (const PlacedNote& place : placed) {
      const Note& note = score.tracks[place.track].notes[place.note];
      EXPECT_EQ(place.attack, note.onset * kAttackPitches + note.pitch);
      const std::tuple here{note.onset, int{note.pitch}, place.track, place.note};
      EXPECT_LT(before, here);
      before = here;
    }
  }
}

}  // namespace
}  // namespace bach
