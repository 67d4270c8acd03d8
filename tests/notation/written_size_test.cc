#include "notation/written_size.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <vector>

namespace bach {
namespace {

using ::testing::HasSubstr;

// A tick a quarter.
Score score_of(Metre metre, std::vector<std::vector<Note>> tracks, std::uint8_t channel = 0) {
  Score score;
  score.ticks_per_quarter = 1;
  score.metres = {metre};
  for (std::vector<Note>& notes : tracks) {
    for (const Note& note : notes) score.end = std::max(score.end, note.end());
    score.tracks.push_back({"", channel, 0, std::move(notes)});
  }
  return score;
}

std::string refusal(const Score& score) {
  const Status fits = check_written_size(score);
  return fits ? "" : fits.error().message;
}

TEST(WrittenSize, CountsWhatALongNoteIsTiedOf) {
  // 100 bars of 4/4, and 100 bars of rests at most: twelve and a half double whole notes.
  EXPECT_EQ(refusal(score_of({0, 4, 4}, {{{0, 400, 60, 90}}})), "");
  // Of each note 131,072 double whole notes, cut by 1,028 bar lines; as many rests in 1,029 bars.
  const std::vector<Note> long_notes(19, {0, 1 << 20, 60, 90});
  EXPECT_THAT(refusal(score_of({0, 255, 1}, {long_notes})),
              HasSubstr("the piece has up to 2642020 notes and rests, tied ones counted each"));
}

TEST(WrittenSize, CountsTheRestsOfEveryTrack) {
  const auto tracks = [](int count) {
    std::vector<std::vector<Note>> all(static_cast<std::size_t>(count), {{0, 1, 60, 90}});
    all.back().push_back({76'000, 1, 60, 90});
    return score_of({0, 4, 4}, std::move(all));
  };
  EXPECT_EQ(refusal(tracks(8)), "");
  EXPECT_THAT(refusal(tracks(9)), HasSubstr("notes and rests"));
}

TEST(WrittenSize, OfBarsAndNotesAtOnceIsBounded) {
  EXPECT_THAT(refusal(score_of({0, 4, 4}, {{{90'000, 1, 60, 90}}})),
              HasSubstr("22501 bars; more than 20000 are not written down"));
  EXPECT_THAT(refusal(score_of({0, 4, 4}, {std::vector<Note>(257, {0, 1, 60, 90})})),
              HasSubstr("more than 256 notes at once"));
}

TEST(WrittenSize, OfDrumsIsNotAsked) {
  EXPECT_EQ(refusal(score_of({0, 4, 4}, {{{90'000, 1, 60, 90}}}, kDrumChannel)), "");
}

}  // namespace
}  // namespace bach
