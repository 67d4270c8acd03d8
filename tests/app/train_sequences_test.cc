#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/train/pitch_lanes.h"
#include "app/train/sequences.h"
#include "token/pitch_sequences.h"

namespace bach {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(PitchLanes, APieceStandsBetweenMarks) {
  const SequenceLane lane = pitch_lane(std::vector<int>{40, 41, 42});
  EXPECT_THAT(lane.fields, ElementsAre(kPieceMark, 40, 41, 42));
  EXPECT_THAT(lane.targets, ElementsAre(40, 41, 42, kPieceMark));
  EXPECT_THAT(lane.begins, ElementsAre(1, 0, 0, 0));
}

TEST(PitchLanes, HoldEveryStepOnceInEachEpochsOwnOrder) {
  const std::vector<std::vector<int>> pieces = {{1, 2, 3, 4, 5}, {11, 12}, {21, 22, 23}};
  const auto all_of = [&](int lanes, int epoch) {
    std::vector<int> fields;
    for (const SequenceLane& lane : pitch_lanes(pieces, lanes, 1, epoch)) {
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
  for (const SequenceLane& lane : pitch_lanes(pieces, 8, 1, 0)) {
    EXPECT_GE(lane.steps(), 12u);
    EXPECT_LE(lane.steps(), 13u);
  }
}

std::string refusal(const SequenceTrainOptions& options) {
  const Cancellation never;
  const auto session = SequenceTrainingSession::prepare(options, {}, never);
  return session ? "accepted" : session.error().message;
}

TEST(SequenceTraining, RefusesOptionsThatCannotBe) {
  SequenceTrainOptions options;
  options.inputs = {"cs1-1pre"};
  EXPECT_EQ(refusal(options), "accepted");
  options.network.tied = true;
  EXPECT_THAT(refusal(options), HasSubstr("--tied needs an --embedding"));
  options.network = {};
  options.network.hidden = 0;
  EXPECT_THAT(refusal(options), HasSubstr("hidden is 0"));
  options.network = {};
  options.lanes = 0;
  EXPECT_THAT(refusal(options), HasSubstr("--lanes"));
  options.lanes = 1;
  options.average = 1;
  EXPECT_THAT(refusal(options), HasSubstr("--average"));
  options.average = 0;
  options.holdout = {"cs1-1per"};
  EXPECT_THAT(refusal(options), HasSubstr("did you mean cs1-1pre?"));
  options.holdout = {"cs1-1pre"};
  EXPECT_THAT(refusal(options), HasSubstr("all of it is held out"));
}

TEST(SequenceTraining, KeepsTheBestOnHeldOutPiecesAndSaysHow) {
  SequenceTrainOptions options;
  options.inputs = {"cs1-1pre", "cs1-4sar"};
  options.holdout = {"cs1-4sar"};
  options.network.hidden = 16;
  options.network.dense = 0;
  options.lanes = 4;
  options.plan.epochs = 3;
  options.plan.schedule.learning_rate = 0.01;
  const Cancellation never;
  auto session = SequenceTrainingSession::prepare(options, {}, never);
  ASSERT_TRUE(session.ok()) << session.error().message;
  EXPECT_EQ(session->summary().notes, session->summary().pieces[0].notes);
  EXPECT_EQ(session->summary().held_out.size(), 1u);
  const auto outcome = session->run({}, never);
  ASSERT_TRUE(outcome.ok());
  const SequenceModel model = session->model(*outcome);
  EXPECT_EQ(model.card.vocabulary, kPitchSequenceName);
  EXPECT_EQ(model.card.held_out_nats, outcome->held_out->mean());
  EXPECT_LT(*model.card.held_out_nats, 4.38);  // ln 80
  EXPECT_EQ(outcome->held_out->heads[0].weight, session->summary().held_out[0].notes + 1);
  EXPECT_THAT(model.card.command, HasSubstr("--hidden 16 --dense 0"));
  EXPECT_THAT(model.card.command, HasSubstr("--holdout cs1-4sar"));
}

}  // namespace
}  // namespace bach
