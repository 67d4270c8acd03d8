#include "app/evaluate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "app/model/save.h"
#include "lm/network_parameters.h"
#include "lm/window_config.h"
#include "token/pitch_vocabulary.h"

namespace bach {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

EvaluateOptions a_moment_of_training() {
  EvaluateOptions options;
  options.inputs = {"cs1-1pre", "cs1-2all", "cs1-4sar"};
  options.split = "cs1-4sar";
  options.train = train_options().defaults("notebook");
  options.train.epochs = 1;
  options.train.batches = 2;
  options.train.batch_size = 8;
  return options;
}

Result<EvaluationReport> evaluate(const EvaluateOptions& options) {
  const Cancellation never;
  return evaluate_models(options, {}, never);
}

class EvaluateTest : public testing::Test {
 protected:
  EvaluateTest()
      : folder_(fs::path(testing::TempDir()) / ("bach_evaluate_" + std::to_string(::getpid()))) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  ~EvaluateTest() override { fs::remove_all(folder_); }

  // An untrained model, and what it is said to come from.
  std::string put_model(const std::string& name, std::uint64_t seed, const std::string& command) {
    Model model;
    model.config = window_network({.hidden = 8, .dense = 8});
    model.parameters = initial_parameters(model.config, seed);
    model.card.vocabulary = kPitchVocabularyName;
    model.card.vocabulary_fingerprint = pitch_vocabulary_fingerprint();
    model.card.command = command;
    const std::string path = folder_ / name;
    EXPECT_TRUE(save_model(model, path).ok());
    return path;
  }

  fs::path folder_;
};

TEST_F(EvaluateTest, TrainsOnTheRestAndMeasuresWhatIsHeldOut) {
  const auto report = evaluate(a_moment_of_training());
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_EQ(report->split, "cs1-4sar");
  EXPECT_EQ(report->learned, 2u);
  EXPECT_TRUE(report->train_seconds.has_value());
  ASSERT_EQ(report->views.size(), 1u);
  const ViewReport& view = report->views[0];
  EXPECT_FALSE(view.view.folded);
  EXPECT_EQ(view.view.voices, Voices::kFirst);
  ASSERT_EQ(view.pieces.size(), 1u);
  EXPECT_EQ(view.pieces[0].name, "cs1-4sar");
  EXPECT_EQ(view.first_note, 20u);
  EXPECT_EQ(view.headline.totals.pitch.all.notes, view.pieces[0].pitches.size() - 20);
  EXPECT_NEAR(view.headline.totals.nats_per_note(), 4.35,
              0.1);  // hardly trained: near uniform's 4.369
  ASSERT_FALSE(view.baselines.empty());
  for (const Measurement& baseline : view.baselines) {
    EXPECT_EQ(baseline.totals.pitch.all.notes, view.headline.totals.pitch.all.notes);
  }
}

TEST_F(EvaluateTest, GivesTheSameFiguresAgain) {
  const auto first = evaluate(a_moment_of_training());
  EvaluateOptions options = a_moment_of_training();
  options.threads = 3;
  const auto second = evaluate(options);
  ASSERT_TRUE(first.ok() && second.ok());
  EXPECT_EQ(first->views[0].headline.nats[0].pitch, second->views[0].headline.nats[0].pitch);
}

TEST_F(EvaluateTest, SeveralNetworksAreMixed) {
  EvaluateOptions options = a_moment_of_training();
  options.networks = 2;
  const auto report = evaluate(options);
  ASSERT_TRUE(report.ok()) << report.error().message;
  const ViewReport& view = report->views[0];
  EXPECT_EQ(view.headline.name, "2 mixed");
  ASSERT_EQ(view.models.size(), 2u);
  // The mean of probabilities is never worse than the mean of their logarithms.
  EXPECT_LT(view.headline.totals.nats_per_note(),
            (view.models[0].totals.nats_per_note() + view.models[1].totals.nats_per_note()) / 2);
}

TEST_F(EvaluateTest, MeasuresModelFilesOnAnyMusic) {
  EvaluateOptions options;
  options.models = {put_model("m", 1, "train --holdout cs1-4sar")};
  options.inputs = {"cs1-4sar", "cs1-5men"};
  const auto report = evaluate(options);
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_EQ(report->split, "");
  EXPECT_FALSE(report->train_seconds.has_value());
  EXPECT_EQ(report->learned, 34u);
  EXPECT_EQ(report->views[0].pieces.size(), 2u);
  EXPECT_THAT(report->warnings, ElementsAre(HasSubstr("may have learned from cs1-5men;")));
}

TEST_F(EvaluateTest, RepeatsAndVoicesAreWhatIsAskedFor) {
  EvaluateOptions options;
  options.models = {put_model("m", 1, "train --holdout cs4-4sar")};
  options.inputs = {"cs4-4sar", "cs4-5bou"};
  options.split = "cs4-4sar";
  const auto notes = [&](std::optional<bool> folded, std::optional<Voices> voices) {
    options.folded = folded;
    options.voices = voices;
    const auto report = evaluate(options);
    EXPECT_TRUE(report.ok());
    return report.ok() ? report->views[0].pieces[0].pitches.size() : 0;
  };
  EXPECT_GT(notes(false, Voices::kAll), notes(false, Voices::kFirst));
  EXPECT_EQ(notes({}, {}), notes(false, Voices::kFirst));
  EXPECT_LT(notes(true, {}), notes(false, {}));
}

// A suite network small enough for a test.
EvaluateOptions a_small_suite() {
  EvaluateOptions options;
  options.inputs = {"cs1-4sar", "cs1-5men", "cs2-4sar"};
  options.split = "cs2-4sar";
  options.train.hidden = 16;
  options.train.lanes = 4;
  options.train.steps = 16;
  options.train.epochs = 2;
  return options;
}

TEST_F(EvaluateTest, ASuiteNetworkIsMeasuredFoldedAndBesideAsALinePlayed) {
  const auto report = evaluate(a_small_suite());
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_THAT(report->warnings, testing::IsEmpty());
  ASSERT_EQ(report->views.size(), 2u);
  const ViewReport& folded = report->views[0];
  const ViewReport& played = report->views[1];
  EXPECT_EQ(folded.view, View{});
  EXPECT_EQ(played.view, (View{.folded = false, .voices = Voices::kFirst}));
  EXPECT_GT(played.pieces[0].pitches.size(), folded.pieces[0].pitches.size());
  for (const ViewReport& view : report->views) {
    EXPECT_EQ(view.first_note, 0u);
    const NatTotals& totals = view.headline.totals;
    EXPECT_EQ(totals.pitch.all.notes, view.pieces[0].pitches.size());
    EXPECT_EQ(totals.rhythm.all.notes, view.pieces[0].pitches.size());
    EXPECT_EQ(totals.pitch.opening.notes, 20u);
    EXPECT_LT(totals.nats_per_note(), view.baselines[0].totals.nats_per_note());  // uniform
    EXPECT_FALSE(view.averaged.has_value());
  }
}

TEST_F(EvaluateTest, KeysAreAveragedAndContextIsCut) {
  EvaluateOptions options = a_small_suite();
  options.folded = true;
  const auto plain = evaluate(options);
  options.scoring.all_keys = true;
  options.networks = 2;
  const auto averaged = evaluate(options);
  options = a_small_suite();
  options.folded = true;
  options.scoring.context = 5;
  const auto cut = evaluate(options);
  ASSERT_TRUE(plain.ok() && averaged.ok() && cut.ok());
  ASSERT_EQ(averaged->views.size(), 1u);
  const ViewReport& view = averaged->views[0];
  EXPECT_EQ(view.models[0].nats[0].pitch, plain->views[0].headline.nats[0].pitch);
  ASSERT_TRUE(view.averaged.has_value());
  EXPECT_EQ(view.averaged->name, "2 mixed, 12 keys");
  EXPECT_NE(view.averaged->nats[0].pitch, view.headline.nats[0].pitch);
  EXPECT_EQ(cut->context, 5);
  EXPECT_NE(cut->views[0].headline.nats[0].pitch, plain->views[0].headline.nats[0].pitch);
}

// What `options` are refused for: the argument, or "" when they are not.
std::string refused_argument(const EvaluateOptions& options) {
  const auto report = evaluate(options);
  return report.ok() ? "" : report.error().argument;
}

TEST_F(EvaluateTest, WindowsModelsHaveTheirOwnContextAndKeys) {
  EvaluateOptions options = a_moment_of_training();
  options.scoring.all_keys = true;
  EXPECT_EQ(refused_argument(options), "average");
  options.scoring = {.context = 10};
  EXPECT_EQ(refused_argument(options), "context");
  options.scoring = {.context = 20};
  EXPECT_EQ(refused_argument(options), "");
}

TEST_F(EvaluateTest, SequencesAreMeasuredOnTheFirstTrackFromItsFirstNote) {
  EvaluateOptions options = a_moment_of_training();
  options.train = train_options().defaults("sequences");
  options.train.hidden = 16;
  options.train.dense = 0;
  options.train.epochs = 2;
  options.train.lanes = 4;
  const auto report = evaluate(options);
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_EQ(report->preset, Preset::kSequences);
  ASSERT_EQ(report->views.size(), 1u);
  const ViewReport& view = report->views[0];
  EXPECT_EQ(view.view, (View{.folded = false, .voices = Voices::kFirst, .suite = false}));
  EXPECT_EQ(view.first_note, 0u);
  EXPECT_EQ(view.headline.totals.pitch.all.notes, view.pieces[0].pitches.size());
  EXPECT_EQ(view.headline.totals.rhythm.all.notes, 0u);
  EXPECT_LT(view.headline.totals.nats_per_note(),
            view.baselines[0].totals.nats_per_note());  // uniform
  options.scoring.all_keys = true;
  EXPECT_EQ(refused_argument(options), "average");
  options.scoring = {.context = 3};
  const auto cut = evaluate(options);
  ASSERT_TRUE(cut.ok()) << cut.error().message;
  const std::vector<double>& all = view.headline.nats[0].pitch;
  const std::vector<double>& few = cut->views[0].headline.nats[0].pitch;
  EXPECT_EQ(few[0], all[0]);  // seen before: the mark where the piece begins
  EXPECT_EQ(few[2], all[2]);
  EXPECT_NE(few[3], all[3]);
}

TEST_F(EvaluateTest, RefusesBeforeItTrains) {
  EvaluateOptions options = a_moment_of_training();
  options.scoring.all_keys = true;
  int reports = 0;
  const Cancellation never;
  const auto report = evaluate_models(
      options, [&](const Progress&) { ++reports; }, never);
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code, ErrorCode::kUnsupported);
  EXPECT_EQ(reports, 0);
}

TEST_F(EvaluateTest, SaysWhatIsWrong) {
  const auto message = [](const EvaluateOptions& options) {
    const auto report = evaluate(options);
    return report.ok() ? std::string("no error") : report.error().message;
  };
  EvaluateOptions options = a_moment_of_training();
  options.split = "cs1-4sa";
  EXPECT_THAT(message(options), HasSubstr("did you mean cs1-4sar?"));
  options.split.clear();
  EXPECT_THAT(message(options), HasSubstr("name a `model` or a `split`"));
  options.models = {folder_ / "none"};
  EXPECT_THAT(message(options), HasSubstr("none"));
  options.models = {put_model("m", 1, "train")};
  options.inputs = {"cs9"};
  EXPECT_THAT(message(options), HasSubstr("cs9"));
  options.inputs = {"vs1-1ada"};
  EXPECT_THAT(message(options), HasSubstr("vs1-1ada: has notes outside pitches 1 to 79"));
}

TEST_F(EvaluateTest, StopsWhenAsked) {
  Cancellation stop;
  stop.request();
  const auto report = evaluate_models(a_moment_of_training(), {}, stop);
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code, ErrorCode::kCancelled);
}

}  // namespace
}  // namespace bach
