#include "token/pitch_windows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>

namespace bach {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Note note(Tick onset, std::uint8_t pitch) { return Note{onset, 120, pitch, 80}; }

Score score_of(std::vector<std::vector<Note>> tracks) {
  Score score;
  for (auto& notes : tracks) score.tracks.push_back(Track{"", 0, 42, std::move(notes)});
  return score;
}

TEST(NotebookNotes, AreThoseOfTheFirstTrackThatHasAny) {
  const Score score =
      score_of({{}, {note(0, 43), note(120, 50), note(120, 59), note(240, 36)}, {note(0, 70)}});
  EXPECT_THAT(notebook_notes(score), ElementsAre(43, 50, 59, 36));
  EXPECT_THAT(notebook_notes(Score{}), IsEmpty());
}

TEST(NotebookNotes, StopAtAThousand) {
  std::vector<Note> notes;
  for (int k = 0; k < 1392; ++k) notes.push_back(note(k, static_cast<std::uint8_t>(k % 70 + 1)));
  const auto pitches = notebook_notes(score_of({notes}));
  ASSERT_EQ(pitches.size(), 1000u);
  EXPECT_EQ(pitches.back(), 999 % 70 + 1);
}

TEST(PitchWindows, AreEveryStretchWithANoteAfterIt) {
  const std::vector<std::vector<int>> pieces = {{0, 1, 2, 3, 4}};
  const PitchWindows windows(pieces, 3);
  ASSERT_EQ(windows.size(), 2u);
  EXPECT_THAT(windows.inputs(0), ElementsAre(0, 1, 2));
  EXPECT_EQ(windows.target(0), 3);
  EXPECT_THAT(windows.inputs(1), ElementsAre(1, 2, 3));
  EXPECT_EQ(windows.target(1), 4);
}

TEST(PitchWindows, NeverReachAcrossPieces) {
  const std::vector<std::vector<int>> pieces = {
      {0, 1, 2, 3}, {10, 11, 12}, {}, {20, 21, 22, 23, 24}};
  const PitchWindows windows(pieces, 3);
  ASSERT_EQ(windows.size(), 3u);  // 1 + 0 + 0 + 2
  for (std::size_t w = 0; w < windows.size(); ++w) {
    const auto inputs = windows.inputs(w);
    EXPECT_EQ(inputs.back(), inputs.front() + 2);
    EXPECT_EQ(windows.target(w), inputs.front() + 3);
  }
}

TEST(PitchWindows, CountAsTheNotebookDoes) {
  // A piece of n notes gives n − 20 windows.
  std::vector<std::vector<int>> pieces;
  std::size_t expected = 0;
  for (const std::size_t notes : {1000u, 158u, 21u, 20u, 3u}) {
    std::vector<int> piece(notes);
    std::iota(piece.begin(), piece.end(), 0);
    pieces.push_back(piece);
    expected += notes > 20 ? notes - 20 : 0;
  }
  EXPECT_EQ(PitchWindows(pieces, 20).size(), expected);
}

TEST(CorpusHash, TellsMusicApart) {
  using Pieces = std::vector<std::vector<int>>;
  const auto hash = [](const Pieces& pieces) { return corpus_hash(pieces); };
  EXPECT_EQ(hash(Pieces{{1, 2}, {3}}), hash(Pieces{{1, 2}, {3}}));
  EXPECT_NE(hash(Pieces{{1, 2}, {3}}), hash(Pieces{{1}, {2, 3}}));
  EXPECT_NE(hash(Pieces{{1, 2}, {3}}), hash(Pieces{{3}, {1, 2}}));
  EXPECT_NE(hash(Pieces{{12}}), hash(Pieces{{1, 2}}));
  EXPECT_NE(hash(Pieces{{1}}), hash(Pieces{{1}, {}}));
}

}  // namespace
}  // namespace bach
