// Trainings of every preset, broken off and gone on with on other numbers of threads: the model and
// the log are those of a training that was never stopped. What is not the same training is refused.
#include "app/train/checkpoints.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <functional>

#include "app/train.h"
#include "app/train/run_description.h"
#include "app/train/sequences.h"
#include "app/train/suite_session.h"
#include "lm/model_file.h"

namespace bach {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

TrainOptions notebook() {
  TrainOptions options;
  options.inputs = {"cs1-1pre", "cs2-1pre", "cs3-1pre"};
  options.holdout = {"cs3-1pre"};
  options.config.hidden = 16;
  options.config.dense = 16;
  options.batch_size = 8;
  options.plan.epochs = 2;
  options.plan.batches = 6;
  return options;
}

SequenceTrainOptions sequences() {
  SequenceTrainOptions options;
  options.inputs = {"cs1-4sar", "cs2-4sar", "cs3-4sar"};
  options.network.layers = 2;
  options.network.hidden = 16;
  options.network.dense = 16;
  options.network.recurrent_dropout = 0.2;
  options.lanes = 5;
  options.steps = 16;
  options.average = 0.9;
  options.plan.epochs = 3;
  options.plan.batches = 4;
  return options;
}

SuiteTrainOptions suite() {
  SuiteTrainOptions options;
  options.inputs = {"cs1-4sar", "cs5-4sar", "cs2-5men"};
  options.holdout = {"cs2-5men"};
  SuiteTraining& training = options.training;
  for (TableConfig& table : training.config.tables) table.width = std::min(table.width, 8);
  training.config.hidden = 16;
  training.config.heads[kRhythmHead].hidden = 16;
  training.trainer.lanes = 4;
  training.trainer.steps = 16;
  training.plan.epochs = 3;
  training.plan.batches = 4;
  training.plan.schedule.warmup = 3;
  return options;
}

int& threads_of(TrainOptions& options) { return options.threads; }
int& threads_of(SequenceTrainOptions& options) { return options.threads; }
int& threads_of(SuiteTrainOptions& options) { return options.training.threads; }

class Checkpoints : public ::testing::Test {
 protected:
  Checkpoints()
      : folder_(fs::path(testing::TempDir()) / ("bach_keeper_" + std::to_string(::getpid()))) {
    fs::remove_all(folder_);
  }
  ~Checkpoints() override { fs::remove_all(folder_); }

  struct Trained {
    std::vector<std::uint8_t> model;
    std::string log;
    TrainingEnd end = TrainingEnd::kFinished;
    std::string error;
  };

  // One call of the program; `stop_after`: Ctrl-C while that step is taken. Without a folder, no
  // checkpoints are kept.
  template <typename Session, typename Listener, typename Options>
  Trained train(Options options, int threads, const CheckpointOptions& how,
                std::uint64_t stop_after = 0) {
    threads_of(options) = threads;
    Cancellation cancellation;
    Trained trained;
    const auto failed = [&](const Error& error) {
      trained.error = error.message;
      return trained;
    };
    Result<Session> session = Session::prepare(options, {}, cancellation);
    if (!session) return failed(session.error());
    std::unique_ptr<CheckpointKeeper> keeper;
    if (!how.folder.empty()) {
      auto opened = CheckpointKeeper::open(how, session->description());
      if (!opened) return failed(opened.error());
      keeper = std::move(*opened);
    }
    auto log =
        TrainingLogWriter::create("", 1000, keeper ? keeper->log_state() : TrainingLogState());
    if (!log) return failed(log.error());
    Listener listener;
    listener.on_step = [&](const StepReport& report) {
      if (report.step == stop_after) cancellation.request();
    };
    const auto outcome = session->run(logged(listener, *log), cancellation,
                                      keeper ? keeper->continuation(&*log) : Continuation{});
    if (!outcome) return failed(outcome.error());
    EXPECT_TRUE(log->finish().ok());
    trained.end = outcome->end;
    trained.log = log->state().text;
    trained.model = encode_model(session->model(*outcome));
    return trained;
  }

  template <typename Session, typename Listener, typename Options>
  void expect_no_trace_of_breaks(const Options& options) {
    const auto run = [&](int threads, const CheckpointOptions& how, std::uint64_t stop_after) {
      return train<Session, Listener>(options, threads, how, stop_after);
    };
    const Trained whole = run(1, {}, 0);
    ASSERT_EQ(whole.error, "");
    for (const std::uint64_t cut : {1u, 5u, 6u, 11u}) {
      fs::remove_all(folder_);
      const Trained first = run(2, {folder_.string(), 4, false}, cut);
      ASSERT_EQ(first.error, "");
      ASSERT_EQ(first.end, TrainingEnd::kCancelled);
      const Trained rest = run(3, {folder_.string(), 4, true}, 0);
      ASSERT_EQ(rest.error, "");
      EXPECT_EQ(rest.end, TrainingEnd::kFinished);
      EXPECT_TRUE(rest.model == whole.model) << "cut after step " << cut;
      EXPECT_EQ(rest.log, whole.log) << "cut after step " << cut;
    }
    // What has ended ends again.
    const Trained again = run(1, {folder_.string(), 4, true}, 0);
    EXPECT_TRUE(again.model == whole.model);
    // Broken off again and again.
    fs::remove_all(folder_);
    for (const std::uint64_t cut : {2u, 3u, 7u, 10u}) {
      run(1 + static_cast<int>(cut % 3), {folder_.string(), 100, true}, cut);
    }
    EXPECT_TRUE(run(1, {folder_.string(), 100, true}, 0).model == whole.model);
  }

  // What is said to someone who goes on with other options than a training of three steps had.
  template <typename Session, typename Listener, typename Options>
  std::string refusal(const Options& begun, const std::function<void(Options&)>& change) {
    fs::remove_all(folder_);
    train<Session, Listener>(begun, 1, {folder_.string(), 100, false}, 3);
    Options other = begun;
    change(other);
    return train<Session, Listener>(other, 1, {folder_.string(), 100, true}).error;
  }

  fs::path folder_;
};

TEST_F(Checkpoints, LeaveNoTraceInANotebookModel) {
  expect_no_trace_of_breaks<TrainingSession, SequenceListener>(notebook());
}

TEST_F(Checkpoints, LeaveNoTraceInAModelOfSequences) {
  expect_no_trace_of_breaks<SequenceTrainingSession, SequenceListener>(sequences());
}

TEST_F(Checkpoints, LeaveNoTraceInASuiteModel) {
  expect_no_trace_of_breaks<SuiteTrainingSession, SequenceListener>(suite());
}

TEST_F(Checkpoints, AreGoneOnWithOnlyAsTheyWereBegun) {
  const auto said = [&](const std::function<void(TrainOptions&)>& change) {
    return refusal<TrainingSession, SequenceListener>(notebook(), change);
  };
  EXPECT_EQ(said([](TrainOptions& options) { options.threads = 3; }), "");
  EXPECT_THAT(said([](TrainOptions& options) { options.plan.seed = 7; }),
              AllOf(HasSubstr("step-0000000003.safetensors is of another training"),
                    HasSubstr(": --seed was 42 and is 7; give what"), Not(HasSubstr("\n"))));
  EXPECT_THAT(said([](TrainOptions& options) { options.inputs[0] = "cs4-1pre"; }),
              HasSubstr(": the music is another;"));
  EXPECT_THAT(said([](TrainOptions& options) { options.plan.patience = 7; }),
              HasSubstr("--patience was 0 and is 7"));
  EXPECT_THAT(said([](TrainOptions& options) { options.config.hidden = 17; }),
              HasSubstr("the network is another"));
  EXPECT_THAT(said([](TrainOptions& options) { options.holdout.clear(); }),
              HasSubstr("--holdout was cs3-1pre and is not given, the held-out music is another"));
}

TEST_F(Checkpoints, OfSequencesAndSuitesNameWhatDiffers) {
  EXPECT_THAT((refusal<SequenceTrainingSession, SequenceListener, SequenceTrainOptions>(
                  sequences(), [](auto& options) { options.network.hidden = 17; })),
              AllOf(HasSubstr("--hidden was 16 and is 17"), Not(HasSubstr("network"))));
  EXPECT_THAT((refusal<SuiteTrainingSession, SequenceListener, SuiteTrainOptions>(
                  suite(), [](auto& options) { options.training.augmentation.most_wrong = 4; })),
              HasSubstr("the augmentation is another"));
}

TEST_F(Checkpoints, OfAnotherPresetAreRefused) {
  train<TrainingSession, SequenceListener>(notebook(), 1, {folder_.string(), 100, false}, 3);
  EXPECT_THAT((train<SequenceTrainingSession, SequenceListener>(sequences(), 1,
                                                                {folder_.string(), 100, true})
                   .error),
              HasSubstr("--preset was notebook and is sequences"));
}

TEST_F(Checkpoints, AreNotRunOver) {
  train<TrainingSession, SequenceListener>(notebook(), 1, {folder_.string(), 100, false}, 3);
  const Trained second =
      train<TrainingSession, SequenceListener>(notebook(), 1, {folder_.string(), 100, false});
  EXPECT_THAT(second.error, HasSubstr("is of an earlier training: --resume goes on from it"));
}

TEST_F(Checkpoints, TheOneBeforeADamagedOneIsGoneOnWith) {
  const Trained whole = train<TrainingSession, SequenceListener>(notebook(), 1, {});
  train<TrainingSession, SequenceListener>(notebook(), 1, {folder_.string(), 2, false}, 7);
  fs::resize_file(folder_ / "step-0000000007.safetensors", 1000);
  const Trained rest =
      train<TrainingSession, SequenceListener>(notebook(), 1, {folder_.string(), 2, true});
  EXPECT_TRUE(rest.model == whole.model);
}

TEST(RunDescription, OfACommand) {
  const RunDescription run =
      describe_command("train --preset suite --tied --holdout a b --hidden 24 --holdout c");
  const RunDescription wanted = {
      {"--preset", "suite"}, {"--tied", ""}, {"--holdout", "a b, c"}, {"--hidden", "24"}};
  EXPECT_EQ(run, wanted);
  EXPECT_EQ(difference(run, run), "");
  RunDescription other = run;
  other.erase("--tied");
  other["--hidden"] = "8";
  EXPECT_EQ(difference(run, other), "--hidden was 24 and is 8, --tied was given and is not given");
}

}  // namespace
}  // namespace bach
