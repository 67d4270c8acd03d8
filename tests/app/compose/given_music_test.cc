#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "app/clueless_model.h"
#include "app/compose.h"
#include "app/compose/given_piece.h"
#include "app/music/inputs.h"
#include "compose/movement_rules.h"
#include "score/bars.h"
#include "score/fold.h"
#include "score/limits.h"

namespace bach {
namespace {

using Sounds = std::multiset<std::tuple<Tick, Tick, int, int>>;  // 480ths of a quarter

Sounds sounds_of(const Score& score, Tick from, Tick to) {
  Sounds all;
  for (const Track& track : score.tracks) {
    for (const Note& note : track.notes) {
      const Tick onset = note.onset * 480 / score.ticks_per_quarter;
      const Tick duration = note.duration * 480 / score.ticks_per_quarter;
      if (onset >= from && onset < to) all.emplace(onset, duration, note.pitch, note.velocity);
    }
  }
  return all;
}

class GivenMusic : public ::testing::Test {
 protected:
  Result<std::vector<ComposedPiece>> compose(const ComposeRequest& request) {
    return compose_with(model_, request, {}, cancellation_);
  }

  AnyModel model_ = test::clueless_model();
  Cancellation cancellation_;
};

TEST_F(GivenMusic, APrimerIsKeptAndContinuedOnTheGrid) {
  for (const char* primer : {"cs1-4sar", "cs3-5bou", "cs6-6gig"}) {
    SCOPED_TRACE(primer);
    const Result<OpenedScore> opened = open_score(primer);
    const Result<GivenPiece> heard = open_given_piece(primer, GivenForm::kAsItSounds);
    ASSERT_TRUE(opened.ok() && heard.ok());
    const Tick seam = seam_of(*heard);
    EXPECT_GE(seam, heard->last_end);
    EXPECT_EQ(seam % 60, 0);
    const auto pieces = compose({.outputs = 2, .bars = 4, .primer = primer});
    ASSERT_TRUE(pieces.ok()) << pieces.error().text();
    for (const ComposedPiece& piece : *pieces) {
      const Tick forever = 1 << 30;
      EXPECT_EQ(sounds_of(piece.score, 0, seam), sounds_of(opened->score, 0, forever));
      EXPECT_FALSE(sounds_of(piece.score, seam, forever).empty());
      EXPECT_EQ(piece.score.metres, heard->score.metres);
      EXPECT_EQ(piece.score.tempos, heard->score.tempos);
      EXPECT_EQ(piece.score.tracks.size(), heard->score.tracks.size());
      test::expect_rules_kept(piece.movement->task, piece.movement->outcome.notes);
      test::expect_endings_kept(piece.movement->task, piece.movement->outcome.notes);
    }
    EXPECT_NE((*pieces)[0].pitches, (*pieces)[1].pitches);
  }
}

TEST_F(GivenMusic, InfillChangesTheseBarsAndNoOthers) {
  const Result<OpenedScore> opened = open_score("cs1-3cou");  // has an upbeat
  ASSERT_TRUE(opened.ok());
  const Score before = fold(opened->score);
  const Tick bar = 3 * 480;
  const Tick begin = 5 * bar, end = 8 * bar;  // bars 5 to 7
  const auto pieces = compose({.infill = "cs1-3cou", .from_bar = 5, .to_bar = 7});
  ASSERT_TRUE(pieces.ok()) << pieces.error().text();
  const Score& score = pieces->front().score;
  const Tick forever = 1 << 30;
  EXPECT_EQ(sounds_of(score, 0, begin), sounds_of(before, 0, begin));
  EXPECT_EQ(sounds_of(score, end, forever), sounds_of(before, end, forever));
  const Sounds fresh = sounds_of(score, begin, end);
  EXPECT_FALSE(fresh.empty());
  EXPECT_NE(fresh, sounds_of(before, begin, end));
  for (const auto& [onset, duration, pitch, velocity] : fresh) EXPECT_LE(onset + duration, end);
}

TEST_F(GivenMusic, TheLastBarsEndOnTheTonic) {
  const auto pieces = compose({.infill = "cs1-4sar", .from_bar = 15, .to_bar = 16});
  ASSERT_TRUE(pieces.ok()) << pieces.error().text();
  const ComposedMovement& movement = *pieces->front().movement;
  test::expect_endings_kept(movement.task, movement.outcome.notes);
  EXPECT_EQ(movement.outcome.notes.back().token.pitch % 12, 7);
}

TEST_F(GivenMusic, InstrumentIsThePrimersOrTheOneAskedFor) {
  ComposeRequest request{.bars = 2, .primer = "cs1-4sar"};
  auto pieces = compose(request);
  ASSERT_TRUE(pieces.ok());
  EXPECT_EQ(pieces->front().score.tracks.front().program, 42);
  request.instrument = 70;
  pieces = compose(request);
  ASSERT_TRUE(pieces.ok());
  EXPECT_EQ(pieces->front().score.tracks.front().program, 70);
}

TEST_F(GivenMusic, BarsMustBeThere) {
  const auto beyond = compose({.infill = "cs1-4sar", .from_bar = 4, .to_bar = 300});
  ASSERT_FALSE(beyond.ok());
  EXPECT_EQ(beyond.error().argument, "to_bar");
  EXPECT_EQ(beyond.error().message, "there is no bar 300, the last is 16");
}

TEST_F(GivenMusic, OfALongPrimerTheLastNotesAreHeard) {
  OpenedScore opened{"long", {}};
  opened.score.metres = {{0, 4, 4}};
  opened.score.tracks.emplace_back();
  for (std::size_t k = 0; k < kMostReadNotes + 3; ++k) {
    opened.score.tracks[0].notes.push_back({static_cast<Tick>(240 * k), 240, 60, 64});
  }
  opened.score.end = opened.score.tracks[0].notes.back().end();
  const auto given = given_piece_of(opened, "long", GivenForm::kAsItSounds);
  ASSERT_TRUE(given.ok()) << given.error().message;
  ASSERT_EQ(given->notes.size(), kMostReadNotes);
  EXPECT_EQ(given->notes.front().onset, 3 * 240);
  EXPECT_EQ(given->score.tracks[0].notes.size(), kMostReadNotes + 3) << "all of it is kept";
  ASSERT_EQ(given->warnings.size(), 1U);
  EXPECT_EQ(given->warnings[0], "of 20003 notes the model hears the last 20000");
}

}  // namespace
}  // namespace bach
