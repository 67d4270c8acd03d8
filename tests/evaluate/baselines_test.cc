#include "evaluate/baselines.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "corpus/corpus.h"
#include "evaluate/note_kinds.h"
#include "evaluate/splits.h"

namespace bach {
namespace {

MeasuredPiece piece_of(std::vector<int> pitches, std::vector<int> rhythms = {}) {
  const std::size_t notes = pitches.size();
  return {"piece", std::move(pitches), std::move(rhythms), std::vector<std::uint8_t>(notes, 0)};
}

std::vector<const MeasuredPiece*> pointers(const std::vector<MeasuredPiece>& pieces) {
  std::vector<const MeasuredPiece*> all;
  for (const MeasuredPiece& piece : pieces) all.push_back(&piece);
  return all;
}

const BaselineConfig& config_called(const std::string& name) {
  for (const BaselineConfig& config : standard_baselines()) {
    if (config.name == name) return config;
  }
  ADD_FAILURE() << name;
  return standard_baselines()[0];
}

TEST(Baselines, UniformKnowsTheAlphabetAlone) {
  const std::vector<MeasuredPiece> learned = {piece_of({60, 60, 60}, {1, 1, 1})};
  BackoffScorer uniform(config_called("uniform"), {40, 50, 8}, pointers(learned));
  const auto nats = uniform.score(piece_of({60, 62}, {1, 2}));
  ASSERT_TRUE(nats.ok());
  EXPECT_NEAR(nats->pitch[0], std::log(50.0), 1e-12);
  EXPECT_NEAR(nats->pitch[1], std::log(50.0), 1e-12);
  EXPECT_NEAR(nats->rhythm[1], std::log(8.0), 1e-12);
}

TEST(Baselines, PiecesDoNotInfluenceEachOther) {
  const MeasuredPiece piece = piece_of({50, 52, 54, 50, 52, 54, 50, 52, 54});
  const MeasuredPiece* const learned = &piece;
  for (const BaselineConfig& config : standard_baselines()) {
    BackoffScorer scorer(config, {40, 50, 0}, {&learned, 1});
    const auto first = scorer.score(piece);
    const auto second = scorer.score(piece);
    ASSERT_TRUE(first.ok() && second.ok());
    EXPECT_EQ(first->pitch, second->pitch) << scorer.name();
    EXPECT_TRUE(first->rhythm.empty());
  }
}

TEST(Baselines, TransposingLearnsWhatWasHeardInAnotherKey) {
  std::vector<int> tune;
  for (int i = 0; i < 60; ++i) tune.push_back(std::vector<int>{60, 64, 67, 72, 71, 65}[i % 6]);
  std::vector<int> elsewhere = tune;
  for (int& pitch : elsewhere) pitch += 3;
  const std::vector<MeasuredPiece> learned = {piece_of(tune)};
  BackoffScorer one(config_called("back-off 5"), {0, 128, 0}, pointers(learned));
  BackoffScorer twelve(config_called("back-off 5, 12 keys"), {0, 128, 0}, pointers(learned));
  const auto strange = one.score(piece_of(elsewhere));
  const auto familiar = twelve.score(piece_of(elsewhere));
  ASSERT_TRUE(strange.ok() && familiar.ok());
  EXPECT_LT(familiar->pitch[30], 0.5);
  EXPECT_GT(strange->pitch[30], 3);
}

TEST(Baselines, KeysThatLeaveTheAlphabetAreNotLearned) {
  const std::vector<MeasuredPiece> learned = {piece_of({40, 49})};
  BackoffScorer scorer(config_called("back-off 5, 12 keys"), {40, 10, 0}, pointers(learned));
  EXPECT_TRUE(scorer.score(piece_of({41, 45})).ok());
}

TEST(Baselines, RefuseNotesOutsideTheAlphabet) {
  BackoffScorer scorer(config_called("uniform"), {40, 10, 2}, {});
  EXPECT_FALSE(scorer.score(piece_of({50})).ok());
  EXPECT_FALSE(scorer.score(piece_of({39})).ok());
  EXPECT_FALSE(scorer.score(piece_of({40}, {2})).ok());
}

constexpr View kFirstTrackAsItSounds{.folded = false, .voices = Voices::kFirst, .suite = false};

// First track as it sounds, from the 21st note, in the notebook's 79 pitches.
TEST(Baselines, OfSplitA) {
  std::vector<MeasuredPiece> learned, held_out;
  std::vector<std::string> names;
  for (const Movement& movement : cello_movements()) names.push_back(movement.alias);
  const auto split = split_of("A", names);
  ASSERT_TRUE(split.ok());
  const std::vector<std::string>& held = split->folds[0].held_out;
  for (const Movement& movement : cello_movements()) {
    const auto score = load_movement(movement);
    ASSERT_TRUE(score.ok());
    const bool is_held = std::find(held.begin(), held.end(), movement.alias) != held.end();
    auto piece = measured_piece(movement.alias, *score, kFirstTrackAsItSounds);
    ASSERT_TRUE(piece.ok());
    (is_held ? held_out : learned).push_back(std::move(*piece));
  }
  std::map<std::string, NatTotals> found;
  for (const BaselineConfig& config : standard_baselines()) {
    BackoffScorer scorer(config, {1, 79, 0}, pointers(learned));
    std::vector<PieceNats> nats;
    for (const MeasuredPiece& piece : held_out) {
      auto scored = scorer.score(piece);
      ASSERT_TRUE(scored.ok());
      nats.push_back(std::move(*scored));
    }
    found[config.name] = nat_totals(held_out, nats, kOpeningNotes);
  }
  EXPECT_EQ(found["uniform"].pitch.all.notes, 4702u);
  EXPECT_NEAR(found["uniform"].nats_per_note(), 4.369, 0.001);
  EXPECT_NEAR(found["unigram"].nats_per_note(), 3.24, 0.01);
  EXPECT_NEAR(found["back-off 5"].nats_per_note(), 2.49, 0.01);
  EXPECT_NEAR(found["back-off 5, 12 keys"].nats_per_note(), 2.43, 0.02);
  EXPECT_NEAR(found["own past 10"].nats_per_note(), 1.67, 0.01);
  EXPECT_NEAR(found["adaptive 8"].nats_per_note(), 1.63, 0.01);
  EXPECT_NEAR(found["adaptive 12"].nats_per_note(), 1.53, 0.01);
  EXPECT_NEAR(found["adaptive 12"].pitch.fresh.mean(), 2.44, 0.02);
  EXPECT_NEAR(found["adaptive 12"].pitch.repeated.mean(), 0.39, 0.02);
}

}  // namespace
}  // namespace bach
