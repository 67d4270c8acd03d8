// The suite network learns, alike at any thread count.
#include "app/suite_training.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "corpus/corpus.h"
#include "token/suite_encode.h"

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

}  // namespace
}  // namespace bach
