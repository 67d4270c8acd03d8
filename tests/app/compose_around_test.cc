#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "app/clueless_model.h"
#include "app/compose/around.h"
#include "app/compose/heard_piece.h"
#include "app/music/inputs.h"
#include "compose/suite_rules.h"
#include "score/bars.h"

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

class ComposeAround : public ::testing::Test {
 protected:
  Result<std::vector<ComposedMovement>> go_on(const SuiteComposition& options) {
    return continue_music(model_, engine::Isa::kPortable, options, {}, cancellation_);
  }
  Result<std::vector<ComposedMovement>> infill(const SuiteComposition& options) {
    return infill_music(model_, engine::Isa::kPortable, options, {}, cancellation_);
  }

  SequenceModel model_ = test::clueless_model();
  Cancellation cancellation_;
};

TEST_F(ComposeAround, APrimerIsKeptAndGoneOnFromOnTheGrid) {
  for (const char* primer : {"cs1-4sar", "cs3-5bou", "cs6-6gig"}) {
    SCOPED_TRACE(primer);
    const Result<OpenedScore> opened = open_score(primer);
    const Result<HeardPiece> heard = hear_piece(primer);
    ASSERT_TRUE(opened.ok() && heard.ok());
    const Tick seam = seam_of(*heard);
    EXPECT_GE(seam, heard->last_end);
    EXPECT_EQ(seam % 60, 0);
    SuiteComposition options;
    options.wishes.primer = primer;
    options.wishes.bars = 4;
    options.outputs = 2;
    const auto movements = go_on(options);
    ASSERT_TRUE(movements.ok()) << movements.error().message;
    for (const ComposedMovement& movement : *movements) {
      const Tick forever = 1 << 30;
      EXPECT_EQ(sounds_of(movement.score, 0, seam), sounds_of(opened->score, 0, forever));
      EXPECT_FALSE(sounds_of(movement.score, seam, forever).empty());
      EXPECT_EQ(movement.score.metres, heard->score.metres);
      EXPECT_EQ(movement.score.tempos, heard->score.tempos);
      EXPECT_EQ(movement.score.tracks.size(), heard->score.tracks.size());
      test::expect_rules_kept(movement.task, movement.outcome.notes);
      test::expect_endings_kept(movement.task, movement.outcome.notes);
    }
    EXPECT_NE((*movements)[0].outcome.notes, (*movements)[1].outcome.notes);
  }
}

TEST_F(ComposeAround, InfillChangesTheseBarsAndNoOthers) {
  const Result<OpenedScore> opened = open_score("cs1-3cou");  // has an upbeat
  ASSERT_TRUE(opened.ok());
  const Tick bar = 3 * 480;
  const Tick begin = 5 * bar, end = 8 * bar;  // bars 5 to 7
  SuiteComposition options;
  options.wishes.infill = "cs1-3cou";
  options.wishes.from_bar = 5;
  options.wishes.to_bar = 7;
  const auto movements = infill(options);
  ASSERT_TRUE(movements.ok()) << movements.error().message;
  const Score& score = movements->front().score;
  const Tick forever = 1 << 30;
  EXPECT_EQ(sounds_of(score, 0, begin), sounds_of(opened->score, 0, begin));
  EXPECT_EQ(sounds_of(score, end, forever), sounds_of(opened->score, end, forever));
  const Sounds fresh = sounds_of(score, begin, end);
  EXPECT_FALSE(fresh.empty());
  EXPECT_NE(fresh, sounds_of(opened->score, begin, end));
  for (const auto& [onset, duration, pitch, velocity] : fresh) EXPECT_LE(onset + duration, end);
}

TEST_F(ComposeAround, TheLastBarsComeHome) {
  SuiteComposition options;
  options.wishes.infill = "cs1-4sar";
  options.wishes.from_bar = 31;
  options.wishes.to_bar = 32;
  const auto movements = infill(options);
  ASSERT_TRUE(movements.ok()) << movements.error().message;
  const ComposedMovement& movement = movements->front();
  test::expect_endings_kept(movement.task, movement.outcome.notes);
  EXPECT_EQ(movement.outcome.notes.back().token.pitch % 12, 7);
}

TEST_F(ComposeAround, InstrumentIsThePrimersOrTheOneWished) {
  SuiteComposition options;
  options.wishes.primer = "cs1-4sar";
  options.wishes.bars = 2;
  auto movements = go_on(options);
  ASSERT_TRUE(movements.ok());
  EXPECT_EQ(movements->front().score.tracks.front().program, 42);
  options.wishes.instrument = "bassoon";
  movements = go_on(options);
  ASSERT_TRUE(movements.ok());
  EXPECT_EQ(movements->front().score.tracks.front().program, 70);
}

TEST_F(ComposeAround, RefusesWhatCannotBe) {
  const auto refusal = [&](const SuiteWishes& wishes) {
    SuiteComposition options;
    options.wishes = wishes;
    const auto movements = wishes.infill.empty() ? go_on(options) : infill(options);
    return movements ? "" : movements.error().message;
  };
  EXPECT_NE(refusal({.infill = "cs1-4sar"}).find("--from-bar"), std::string::npos);
  EXPECT_NE(refusal({.infill = "cs1-4sar", .from_bar = 4, .to_bar = 3}).find("not after"),
            std::string::npos);
  EXPECT_NE(refusal({.infill = "cs1-4sar", .from_bar = 4, .to_bar = 300}).find("the last is 32"),
            std::string::npos);
  EXPECT_NE(refusal({.tempo = 90, .primer = "cs1-4sar"}).find("--tempo"), std::string::npos);
  EXPECT_NE(refusal({.instrument = "celo", .primer = "cs1-4sar"}).find("cello"), std::string::npos);
  EXPECT_NE(refusal({.primer = "cs1-4sar", .infill = "cs1-4sar", .from_bar = 1, .to_bar = 1})
                .find("one of them"),
            std::string::npos);
}

}  // namespace
}  // namespace bach
