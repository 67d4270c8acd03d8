#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/train.h"
#include "app/train/pitch_lanes.h"
#include "token/pitch_sequences.h"

namespace bach {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST(PitchLanes, APieceStandsBetweenMarks) {
  const Lane lane = pitch_lane(std::vector<int>{40, 41, 42});
  EXPECT_THAT(lane.fields, ElementsAre(kPieceMark, 40, 41, 42));
  EXPECT_THAT(lane.targets, ElementsAre(40, 41, 42, kPieceMark));
  EXPECT_THAT(lane.begins, ElementsAre(1, 0, 0, 0));
}

TEST(PitchLanes, HoldEveryStepOnceInEachEpochsOwnOrder) {
  const std::vector<std::vector<int>> pieces = {{1, 2, 3, 4, 5}, {11, 12}, {21, 22, 23}};
  const auto all_of = [&](int lanes, int epoch) {
    std::vector<int> fields;
    for (const Lane& lane : pitch_lanes(pieces, lanes, 1, epoch)) {
      EXPECT_EQ(lane.begins.front(), 1);
      EXPECT_EQ(lane.fields.size(), lane.targets.size());
      fields.insert(fields.end(), lane.fields.begin(), lane.fields.end());
    }
    return fields;
  };
  const auto first = all_of(4, 0);
  EXPECT_EQ(first.size(), 13u);
  EXPECT_EQ(first, all_of(3, 0));
  bool another_order = false;
  for (int epoch = 1; epoch < 5; ++epoch) {
    auto other = all_of(4, epoch);
    another_order = another_order || other != first;
    auto sorted = first;
    std::sort(sorted.begin(), sorted.end());
    std::sort(other.begin(), other.end());
    EXPECT_EQ(other, sorted);
  }
  EXPECT_TRUE(another_order);
  EXPECT_EQ(pitch_lanes(pieces, 100, 1, 0).size(), 13u);
}

TEST(PitchLanes, AreAsEqualAsCanBe) {
  const std::vector<std::vector<int>> pieces = {std::vector<int>(100, 40)};
  for (const Lane& lane : pitch_lanes(pieces, 8, 1, 0)) {
    EXPECT_GE(lane.steps(), 12u);
    EXPECT_LE(lane.steps(), 13u);
  }
}

std::string refusal(const TrainOptions& options) {
  const Cancellation never;
  const auto session = TrainingSession::prepare(options, {}, never);
  return session ? "accepted" : session.error().text();
}

TEST(SequenceTraining, RefusesOptionsThatCannotBe) {
  TrainOptions good = train_options().defaults("sequences");
  good.inputs = {"cs1-1pre"};
  EXPECT_EQ(refusal(good), "accepted");
  TrainOptions options = good;
  options.tied = true;
  EXPECT_EQ(refusal(options), "tied: needs an `embedding` to tie the output to");
  options = good;
  options.hidden = 0;
  EXPECT_EQ(refusal(options), "hidden: must be from 1 to 4096");
  options = good;
  options.lanes = 0;
  EXPECT_EQ(refusal(options), "lanes: must be from 1 to 4096");
  options = good;
  options.average = 1;
  EXPECT_EQ(refusal(options), "average: must be from 0 to 0.99999");
  options = good;
  options.holdout = {"cs1-1per"};
  EXPECT_THAT(refusal(options), StartsWith("holdout: no piece called 'cs1-1per'"));
  EXPECT_THAT(refusal(options), HasSubstr("did you mean cs1-1pre?"));
  options.holdout = {"cs1-1pre"};
  EXPECT_THAT(refusal(options), HasSubstr("all of it is held out"));
  options.preset = "violin";
  EXPECT_THAT(refusal(options), StartsWith("preset: must be suite, sequences or notebook"));
}

TEST(SequenceTraining, KeepsTheBestOnHeldOutPiecesAndSaysHow) {
  TrainOptions options = train_options().defaults("sequences");
  options.inputs = {"cs1-1pre", "cs1-4sar"};
  options.holdout = {"cs1-4sar"};
  options.hidden = 16;
  options.dense = 0;
  options.lanes = 4;
  options.epochs = 3;
  options.learning_rate = 0.01;
  const Cancellation never;
  auto session = TrainingSession::prepare(options, {}, never);
  ASSERT_TRUE(session.ok()) << session.error().text();
  EXPECT_EQ(session->summary().notes, static_cast<std::size_t>(session->summary().pieces[0].notes));
  EXPECT_EQ(session->summary().held_out.size(), 1u);
  const auto outcome = session->run({}, never);
  ASSERT_TRUE(outcome.ok());
  const Model model = session->model(*outcome);
  EXPECT_EQ(model.card.vocabulary, kPitchSequenceName);
  EXPECT_EQ(model.card.held_out_nats, outcome->held_out->mean());
  EXPECT_LT(*model.card.held_out_nats, 4.38);  // ln 80
  EXPECT_EQ(outcome->held_out->heads[0].weight, session->summary().held_out[0].notes + 1);
  EXPECT_EQ(
      model.card.command,
      "train --preset sequences --layers 1 --hidden 16 --dense 0 --embedding 0 --dropout 0.3 "
      "--input-dropout 0 --output-dropout 0 --recurrent-dropout 0 --forget-bias 0 --lanes 4 "
      "--steps 20 --epochs 3 --learning-rate 0.01 --warmup 20 --decay cosine --weight-decay 0 "
      "--clip 1 --average 0 --evaluate-every 0 --patience 0 --seed 42 --holdout cs1-4sar");
}

}  // namespace
}  // namespace bach
