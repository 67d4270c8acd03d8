// The suite network learns, alike at any thread count.
#include "app/train/suite_training.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "app/model/load.h"
#include "app/train/suite_session.h"
#include "corpus/corpus.h"
#include "suite/encode.h"

namespace bach {
namespace {

const Cancellation kNever;

// Small enough for a test.
SuiteTraining small_training() {
  SuiteTraining training;
  for (TableConfig& table : training.config.tables) table.width = std::min(table.width, 8);
  training.config.hidden = 24;
  training.config.heads[kRhythmHead].hidden = 16;
  training.trainer.lanes = 4;
  training.trainer.steps = 16;
  training.plan.epochs = 3;
  training.plan.seed = 7;
  training.plan.schedule.warmup = 5;
  training.threads = 1;
  return training;
}

SuitePiece movement(const char* name) {
  return encode_any(*load_movement(*find_movement(name)), name)->piece;
}

TEST(SuiteTraining, ThreadsChangeNothing) {
  const std::vector<SuitePiece> pieces = {movement("cs1-4sar"), movement("cs5-4sar")};
  SuiteTraining training = small_training();
  const auto one = train_suite(pieces, {}, training, {}, kNever);
  training.threads = 3;
  const auto three = train_suite(pieces, {}, training, {}, kNever);
  training.plan.seed = 8;
  const auto other = train_suite(pieces, {}, training, {}, kNever);
  ASSERT_TRUE(one.ok() && three.ok() && other.ok());
  EXPECT_EQ(one->parameters, three->parameters);
  EXPECT_NE(one->parameters, other->parameters);
}

TEST(SuiteTraining, LearnsAndKeepsTheBest) {
  const std::vector<SuitePiece> pieces = {movement("cs1-2all"), movement("cs2-2all"),
                                          movement("cs3-2all")};
  const std::vector<SuitePiece> held_out = {movement("cs4-4sar"), movement("cs1-4sar")};
  SuiteTraining training = small_training();
  std::vector<double> looks;
  SequenceListener listener;
  listener.on_held_out = [&](const SequenceHeldOutReport& report) {
    looks.push_back(report.loss.mean());
  };
  const auto outcome = train_suite(pieces, held_out, training, listener, kNever);
  ASSERT_TRUE(outcome.ok());
  ASSERT_EQ(looks.size(), 3u);
  EXPECT_LT(looks.back(), 6.0);  // uniform: 4.5 + 4.4
  EXPECT_EQ(outcome->held_out->mean(), *std::min_element(looks.begin(), looks.end()));
}

TEST(SuiteTraining, RefusesWhatIsNoSuiteNetwork) {
  SuiteTraining training = small_training();
  EXPECT_FALSE(train_suite({}, {}, training, {}, kNever).ok());
  const std::vector<SuitePiece> pieces = {movement("cs1-4sar")};
  training.config.fields[0].name = "first";
  EXPECT_FALSE(train_suite(pieces, {}, training, {}, kNever).ok());
}

TEST(SuiteTrainingSession, MakesAModelThatSaysWhereItComesFrom) {
  SuiteTrainOptions options;
  options.inputs = {"cs1-4sar", "cs5-4sar", "cs2-5men"};
  options.holdout = {"cs2-5men"};
  options.training = small_training();
  Result<SuiteTrainingSession> session = SuiteTrainingSession::prepare(options, {}, kNever);
  ASSERT_TRUE(session.ok()) << session.error().message;
  EXPECT_EQ(session->summary().pieces.size(), 2u);
  EXPECT_EQ(session->summary().held_out.size(), 1u);
  EXPECT_TRUE(session->summary().warnings.empty());
  const auto outcome = session->run({}, kNever);
  ASSERT_TRUE(outcome.ok());
  const SequenceModel model = session->model(*outcome);
  EXPECT_TRUE(check_suite_model(model, "m").ok());
  EXPECT_EQ(model.card.command,
            "train --preset suite --hidden 24 --lanes 4 --steps 16 --warmup 5 --epochs 3 --seed 7 "
            "--holdout cs2-5men");
  EXPECT_EQ(model.card.held_out_nats, outcome->held_out->mean());
  EXPECT_EQ(model.parameters.size(), session->summary().parameters);

  SequenceModel other = model;
  other.card.vocabulary_fingerprint = "0";
  EXPECT_FALSE(check_suite_model(other, "m").ok());
  other = model;
  other.config.fields.pop_back();
  EXPECT_FALSE(check_suite_model(other, "m").ok());
}

TEST(SuiteTrainingSession, NamesWhatIsMissing) {
  SuiteTrainOptions options;
  options.inputs = {"cs1-4sar", "cs5-4sar"};
  options.holdout = {"cs1-4sra"};
  const auto unknown = SuiteTrainingSession::prepare(options, {}, kNever);
  ASSERT_FALSE(unknown.ok());
  EXPECT_NE(unknown.error().message.find("did you mean cs1-4sar"), std::string::npos);
  options.holdout = {"cs1-4sar", "cs5-4sar"};
  EXPECT_FALSE(SuiteTrainingSession::prepare(options, {}, kNever).ok());
}

}  // namespace
}  // namespace bach
