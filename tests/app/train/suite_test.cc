// The suite network learns, alike at any thread count and from music at hand.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "app/model/load.h"
#include "app/train.h"
#include "app/train/small_training.h"

namespace bach {
namespace {

const Cancellation kNeverStopped;

Model trained_suite(const TrainOptions& options) {
  auto session = TrainingSession::prepare(options, {}, kNeverStopped);
  EXPECT_TRUE(session.ok()) << session.error().text();
  return session->model(*session->run({}, kNeverStopped));
}

TEST(SuiteTraining, ThreadsChangeNothing) {
  TrainOptions options = test::small_suite();
  options.threads = 1;
  const Model one = trained_suite(options);
  options.threads = 3;
  EXPECT_EQ(trained_suite(options), one);
  options.seed = 8;
  EXPECT_NE(trained_suite(options).parameters, one.parameters);
}

TEST(SuiteTraining, OfMusicAtHandIsTheSame) {
  const TrainOptions options = test::small_suite();
  const auto music = read_music(options.inputs, {}, kNeverStopped);
  ASSERT_TRUE(music.ok());
  std::vector<const MusicPiece*> pieces;
  for (const MusicPiece& piece : music->pieces) pieces.push_back(&piece);
  auto session = TrainingSession::prepare(options, {pieces});
  ASSERT_TRUE(session.ok()) << session.error().text();
  EXPECT_EQ(session->model(*session->run({}, kNeverStopped)), trained_suite(options));
}

TEST(SuiteTraining, LearnsFromMoreMusicThanTheInputs) {
  TrainOptions options = test::small_suite();
  options.batches = 0;
  options.also = {"vp1-5sa", "cs2-5men"};
  options.alone = 1;
  auto session = TrainingSession::prepare(options, {}, kNeverStopped);
  ASSERT_TRUE(session.ok()) << session.error().text();
  const TrainingSummary& summary = session->summary();
  ASSERT_EQ(summary.also.size(), 1u);  // what is held out is not learned from
  EXPECT_EQ(summary.also[0].name, "vp1-5sa");
  EXPECT_THAT(summary.warnings, testing::ElementsAre("skipped: cs2-5men is held out"));
  const std::uint64_t own = summary.notes, all = own + summary.also_notes;
  EXPECT_EQ(summary.targets, 2 * all + own);

  const auto batches = [](std::uint64_t notes) { return ((notes + 3) / 4 + 15) / 16; };
  const auto outcome = session->run({}, kNeverStopped);
  ASSERT_TRUE(outcome.ok());
  EXPECT_EQ(outcome->steps, 2 * batches(all) + batches(own));
  const Model model = session->model(*outcome);
  EXPECT_THAT(model.card.command, testing::HasSubstr("--alone 1"));

  options.also.clear();
  EXPECT_NE(trained_suite(options).card.corpus_hash, model.card.corpus_hash);
}

TEST(SuiteTraining, RefusesMoreEpochsAloneThanThereAre) {
  TrainOptions options = test::small_suite();
  options.also = {"vp1-5sa"};
  options.alone = 4;
  const auto session = TrainingSession::prepare(options, {}, kNeverStopped);
  ASSERT_FALSE(session.ok());
  EXPECT_EQ(session.error().argument, "alone");
}

TEST(SuiteTraining, LearnsAndKeepsTheBest) {
  TrainOptions options = train_options().defaults("suite");
  options.inputs = {"cs1-2all", "cs2-2all", "cs3-2all", "cs4-4sar", "cs1-4sar"};
  options.holdout = {"cs4-4sar", "cs1-4sar"};
  options.hidden = 24;
  options.lanes = 4;
  options.steps = 16;
  options.epochs = 3;
  options.warmup = 5;
  auto session = TrainingSession::prepare(options, {}, kNeverStopped);
  ASSERT_TRUE(session.ok()) << session.error().text();
  std::vector<double> losses;
  TrainingListener listener;
  listener.on_held_out = [&](const HeldOutReport& report) { losses.push_back(report.loss.mean()); };
  const auto outcome = session->run(listener, kNeverStopped);
  ASSERT_TRUE(outcome.ok());
  ASSERT_EQ(losses.size(), 3u);
  EXPECT_LT(losses.back(), 6.0);  // uniform: 4.5 + 4.4
  EXPECT_EQ(outcome->held_out->mean(), *std::min_element(losses.begin(), losses.end()));
}

TEST(SuiteTraining, MakesAModelThatSaysWhereItComesFrom) {
  auto session = TrainingSession::prepare(test::small_suite(), {}, kNeverStopped);
  ASSERT_TRUE(session.ok()) << session.error().text();
  EXPECT_EQ(session->summary().pieces.size(), 2u);
  EXPECT_EQ(session->summary().held_out.size(), 1u);
  EXPECT_TRUE(session->summary().warnings.empty());
  const auto outcome = session->run({}, kNeverStopped);
  ASSERT_TRUE(outcome.ok());
  const Model model = session->model(*outcome);
  EXPECT_TRUE(check_suite_model(model, "m").ok());
  EXPECT_EQ(model.card.command,
            "train --preset suite --hidden 16 --lanes 4 --steps 16 --warmup 3 --epochs 3 "
            "--batches 4 --seed 42 --holdout cs2-5men");
  EXPECT_EQ(model.card.held_out_nats, outcome->held_out->mean());
  EXPECT_EQ(model.parameters.size(), session->summary().parameters);

  Model other = model;
  other.card.vocabulary_fingerprint = "0";
  EXPECT_FALSE(check_suite_model(other, "m").ok());
  other = model;
  other.config.fields.pop_back();
  EXPECT_FALSE(check_suite_model(other, "m").ok());
}

TEST(SuiteTraining, NamesWhatIsMissing) {
  TrainOptions options = train_options().defaults("suite");
  options.inputs = {"cs1-4sar", "cs5-4sar"};
  options.holdout = {"cs1-4sra"};
  const auto unknown = TrainingSession::prepare(options, {}, kNeverStopped);
  ASSERT_FALSE(unknown.ok());
  EXPECT_EQ(unknown.error().argument, "holdout");
  EXPECT_THAT(unknown.error().message, testing::HasSubstr("did you mean cs1-4sar"));
  options.holdout = {"cs1-4sar", "cs5-4sar"};
  EXPECT_FALSE(TrainingSession::prepare(options, {}, kNeverStopped).ok());
}

}  // namespace
}  // namespace bach
