// What is written as MusicXML is read back as it was.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <tuple>
#include <vector>

#include "corpus/corpus.h"
#include "notation/musicxml/read_text.h"
#include "notation/musicxml/writer.h"
#include "notation/random_notation.h"
#include "score/bars.h"

namespace bach {
namespace {

// The notes of all tracks: which voice holds a note is the page's affair.
std::vector<std::tuple<Tick, int, Tick>> pooled_notes(const Score& score) {
  std::vector<std::tuple<Tick, int, Tick>> notes;
  for (const Track& track : score.tracks) {
    for (const Note& note : track.notes) notes.emplace_back(note.onset, note.pitch, note.duration);
  }
  std::sort(notes.begin(), notes.end());
  return notes;
}

std::int64_t first_bar_with_notes(const Score& score) {
  Tick first = score.end;
  for (const Track& track : score.tracks) first = std::min(first, track.notes.front().onset);
  return BarGrid(score).at(first).bar;
}

// Writes and reads `score`; all that a page keeps has to be the same.
void expect_same_again(Score score, const std::string& name) {
  const Result<std::string> text = musicxml_from_score(score, {"J. S. Bach"});
  ASSERT_TRUE(text.ok()) << name << ": " << text.error().message;
  const MusicXmlPiece piece = test::read_text(*text);
  const Score& again = piece.score;
  if (score.play_order.size() <= score.sections.size()) {  // nothing to fold
    score.sections.clear();
    score.play_order.clear();
  } else if (!again.sections.empty()) {
    // The silence before an upbeat is not written.
    EXPECT_GE(again.sections.front().begin, score.sections.front().begin) << name;
    score.sections.front().begin = again.sections.front().begin;
  }
  EXPECT_EQ(again.ticks_per_quarter, 480) << name;
  EXPECT_EQ(again.title, score.title) << name;
  EXPECT_EQ(piece.composer, "J. S. Bach") << name;
  EXPECT_EQ(again.metres, score.metres) << name;
  EXPECT_EQ(again.keys, score.keys) << name;
  EXPECT_EQ(again.sections, score.sections) << name;
  EXPECT_EQ(again.play_order, score.play_order) << name;
  EXPECT_EQ(again.end, score.end) << name;
  EXPECT_EQ(pooled_notes(again), pooled_notes(score)) << name;
  EXPECT_EQ(piece.warnings, std::vector<std::string>()) << name;
}

TEST(MusicXmlRoundTrip, GivesBackRandomScores) {
  test::RandomNotation random;
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    const Score score = random.make(seed);
    // Bars of silence at the beginning are not written.
    if (first_bar_with_notes(score) > 0) continue;
    expect_same_again(score, "seed " + std::to_string(seed));
    if (HasFailure()) return;
  }
}

TEST(MusicXmlRoundTrip, GivesBackADaCapo) {
  test::RandomNotation random;
  int with_da_capo = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    Score score = random.make(seed);
    if (score.play_order.size() < 4 || score.play_order[0] != 0 || score.play_order[1] != 0) {
      continue;
    }
    score.play_order.push_back(0);
    ++with_da_capo;
    expect_same_again(score, "seed " + std::to_string(seed));
    if (HasFailure()) return;
  }
  EXPECT_GT(with_da_capo, 20);
}

TEST(MusicXmlRoundTrip, GivesBackTheCelloSuites) {
  for (const Movement& movement : cello_movements()) {
    const Result<Score> score = load_written_movement(movement);
    ASSERT_TRUE(score.ok());
    expect_same_again(*score, movement.alias);
  }
}

}  // namespace
}  // namespace bach
