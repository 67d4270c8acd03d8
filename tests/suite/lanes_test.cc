// What the suite network is given to learn.
#include "suite/lanes.h"

#include <gtest/gtest.h>

#include "corpus/corpus.h"
#include "suite/encode.h"
#include "suite/random_suite.h"
#include "suite/record.h"
#include "suite/steps.h"

namespace bach {
namespace {

std::vector<SuitePiece> every_movement() {
  std::vector<SuitePiece> pieces;
  for (const Movement& movement : cello_movements()) {
    pieces.push_back(encode_any(*load_movement(movement), movement.alias)->piece);
  }
  return pieces;
}

constexpr SuiteAugmentation kAsWritten = {.lowest_transposition = 0,
                                          .highest_transposition = 0,
                                          .hidden_guesses = 0,
                                          .wrong_guesses = 0,
                                          .hidden_plans = 0};

bool same(const Lane& a, const Lane& b) {
  return a.fields == b.fields && a.targets == b.targets && a.weights == b.weights &&
         a.begins == b.begins;
}

TEST(SuiteLanes, HoldEveryNoteOnceInLanesOfOneLength) {
  const std::vector<SuitePiece> pieces = every_movement();
  const SuiteLanes source(pieces, 16, 1);
  EXPECT_EQ(source.notes(), 17344u);
  const std::vector<Lane> lanes = source.epoch(0);
  ASSERT_EQ(lanes.size(), 16u);
  std::size_t steps = 0;
  std::size_t longest = 0;
  int begins = 0;
  for (const Lane& lane : lanes) {
    EXPECT_EQ(lane.fields.size(), lane.steps() * suite::columns());
    EXPECT_EQ(lane.targets.size(), 2 * lane.steps());
    EXPECT_EQ(lane.weights.size(), lane.steps());
    EXPECT_EQ(lane.begins.front(), 1);
    for (const std::uint8_t b : lane.begins) begins += b;
    steps += lane.steps();
    longest = std::max(longest, lane.steps());
  }
  EXPECT_EQ(steps, 17344u);
  EXPECT_EQ(longest, 17344u / 16);
  EXPECT_GE(begins, 36);
  EXPECT_LE(begins, 36 + 15);
}

TEST(SuiteLanes, ASeedAndAnEpochDecideThem) {
  const std::vector<SuitePiece> pieces = {test::RandomSuite().make(1), test::RandomSuite().make(2)};
  const SuiteLanes one(pieces, 1, 5);
  const SuiteLanes again(pieces, 1, 5);
  const SuiteLanes other(pieces, 1, 6);
  EXPECT_TRUE(same(one.epoch(3)[0], one.epoch(3)[0]));
  const Lane first = again.epoch(0)[0];
  EXPECT_TRUE(same(one.epoch(3)[0], again.epoch(3)[0]));
  EXPECT_FALSE(same(one.epoch(3)[0], first));
  EXPECT_FALSE(same(one.epoch(3)[0], other.epoch(3)[0]));
}

TEST(SuiteLanes, AsWrittenIsWhatComposingSees) {
  const SuitePiece piece = test::RandomSuite().make(7);
  const std::vector<SuitePiece> pieces = {piece};
  const Lane lane = SuiteLanes(pieces, 1, 5, kAsWritten).epoch(4)[0];
  EXPECT_EQ(lane.fields, suite_records(piece));
  EXPECT_EQ(lane.fields, suite_lane(piece).fields);
  EXPECT_EQ(lane.targets, suite_lane(piece).targets);
  EXPECT_EQ(lane.begins, suite_lane(piece).begins);
  const std::vector<SuiteNote> notes = first_statements(piece);
  const auto pitch = static_cast<std::size_t>(suite::column("pitch"));
  for (std::size_t n = 0; n < notes.size(); ++n) {
    EXPECT_EQ(lane.targets[2 * n], notes[n].token.pitch - kLowestSuitePitch);
    EXPECT_EQ(lane.fields[n * suite::columns() + pitch], lane.targets[2 * n]);
    EXPECT_EQ(lane.targets[2 * n + 1], notes[n].token.rhythm);
  }
}

TEST(SuiteLanes, TransposeAPieceAsAWhole) {
  const std::vector<SuitePiece> pieces = {test::RandomSuite().make(7)};
  SuiteAugmentation augmentation = kAsWritten;
  augmentation.lowest_transposition = -6;
  augmentation.highest_transposition = 5;
  const SuiteLanes source(pieces, 1, 5, augmentation);
  const int written = pieces[0].sections[0].tokens[0].pitch - kLowestSuitePitch;
  std::vector<int> seen(12);
  for (int epoch = 0; epoch < 200; ++epoch) {
    const Lane lane = source.epoch(epoch)[0];
    const int by = lane.targets[0] - written;
    ASSERT_TRUE(by >= -6 && by <= 5);
    ++seen[static_cast<std::size_t>(by + 6)];
    if (epoch < 20) {
      EXPECT_EQ(lane.targets, suite_lane(transposed(pieces[0], by)).targets);
    }
  }
  EXPECT_EQ(std::count(seen.begin(), seen.end(), 0), 0);
}

TEST(SuiteLanes, HideAndBendGuessesAtTheRatesAsked) {
  const std::vector<SuitePiece> pieces = every_movement();
  SuiteAugmentation augmentation = kAsWritten;
  const Lane written = SuiteLanes(pieces, 1, 5, augmentation).epoch(0)[0];
  augmentation.hidden_guesses = 0.3;
  const Lane hidden = SuiteLanes(pieces, 1, 5, augmentation).epoch(0)[0];
  augmentation.hidden_guesses = 0;
  augmentation.wrong_guesses = 0.1;
  const Lane wrong = SuiteLanes(pieces, 1, 5, augmentation).epoch(0)[0];
  for (const suite::GuessColumns& columns : suite::pitch_guesses()) {
    if (suite::features()[static_cast<std::size_t>(columns.guess)].options.planned) continue;
    int guesses = 0;
    int gone = 0;
    int bent = 0;
    for (std::size_t n = 0; n < written.fields.size(); n += suite::columns()) {
      const auto at = [&](const Lane& lane) {
        return lane.fields[n + static_cast<std::size_t>(columns.guess)];
      };
      if (at(written) < 0) continue;
      ++guesses;
      gone += at(hidden) < 0 ? 1 : 0;
      EXPECT_TRUE(at(hidden) < 0 || at(hidden) == at(written));
      EXPECT_EQ(at(hidden) < 0, hidden.fields[n + static_cast<std::size_t>(columns.bucket)] < 0);
      bent += at(wrong) != at(written) ? 1 : 0;
      EXPECT_LE(std::abs(at(wrong) - at(written)), 5);
    }
    EXPECT_NEAR(static_cast<double>(gone) / guesses, 0.3, 0.04);
    EXPECT_NEAR(static_cast<double>(bent) / guesses, 0.1, 0.01);
  }
}

TEST(SuiteLanes, HideThePlansOfWholePiecesAtTheRateAsked) {
  const auto is_plannable = [](const SuitePiece& piece) {
    return !piece.plan.harmony.empty() && !piece.plan.motives.empty();
  };
  SuitePiece piece = test::RandomSuite().make(1);
  for (std::uint64_t seed = 2; !is_plannable(piece); ++seed) piece = test::RandomSuite().make(seed);
  const std::vector<SuitePiece> pieces = {piece};
  SuitePiece planless = piece;
  planless.plan.harmony.clear();
  planless.plan.motives.clear();
  SuiteAugmentation augmentation = kAsWritten;
  augmentation.hidden_plans = 0.3;
  const SuiteLanes source(pieces, 1, 5, augmentation);
  int hidden = 0;
  for (int epoch = 0; epoch < 300; ++epoch) {
    const Lane lane = source.epoch(epoch)[0];
    const bool without = lane.fields == suite_records(planless);
    EXPECT_TRUE(without || lane.fields == suite_records(piece));
    hidden += without ? 1 : 0;
  }
  EXPECT_NEAR(hidden / 300.0, 0.3, 0.08);
}

TEST(SuiteLanes, EndingsWeighMore) {
  const std::vector<SuitePiece> pieces = {
      encode_any(*load_movement(*find_movement("cs1-2all")), "")->piece};
  const Lane lane = SuiteLanes(pieces, 1, 5, kAsWritten).epoch(0)[0];
  const std::vector<SuiteNote> notes = first_statements(pieces[0]);
  for (std::size_t n = 0; n < notes.size(); ++n) {
    const Tick left =
        pieces[0].plan.parts[static_cast<std::size_t>(notes[n].part)].end - notes[n].onset;
    EXPECT_EQ(lane.weights[n], left <= 8 * 480 ? 3.0f : 1.0f);
  }
}

}  // namespace
}  // namespace bach
