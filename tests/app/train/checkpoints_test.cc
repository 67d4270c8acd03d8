// Trainings of every preset, interrupted and resumed on other numbers of threads: the model and the
// log are those of a training that was never stopped. What is not the same training is refused.
#include "app/train/checkpoints.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <functional>

#include "app/train.h"
#include "app/train/run_description.h"
#include "app/train/small_training.h"
#include "lm/model_file.h"

namespace bach {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

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
  Trained train(TrainOptions options, int threads, const CheckpointOptions& how,
                std::uint64_t stop_after = 0) {
    options.threads = threads;
    Cancellation cancellation;
    Trained trained;
    const auto failed = [&](const Error& error) {
      trained.error = error.text();
      return trained;
    };
    Result<TrainingSession> session = TrainingSession::prepare(options, {}, cancellation);
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
    TrainingListener listener;
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

  void expect_no_trace_of_breaks(const TrainOptions& options) {
    const auto run = [&](int threads, const CheckpointOptions& how, std::uint64_t stop_after) {
      return train(options, threads, how, stop_after);
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
    // Interrupted again and again.
    fs::remove_all(folder_);
    for (const std::uint64_t cut : {2u, 3u, 7u, 10u}) {
      run(1 + static_cast<int>(cut % 3), {folder_.string(), 100, true}, cut);
    }
    EXPECT_TRUE(run(1, {folder_.string(), 100, true}, 0).model == whole.model);
  }

  // What is said to someone who resumes a training of three steps with other options.
  std::string refusal(const TrainOptions& begun, const std::function<void(TrainOptions&)>& change) {
    fs::remove_all(folder_);
    train(begun, 1, {folder_.string(), 100, false}, 3);
    TrainOptions other = begun;
    change(other);
    return train(other, 1, {folder_.string(), 100, true}).error;
  }

  fs::path folder_;
};

TEST_F(Checkpoints, LeaveNoTraceInAModel) {
  for (const TrainOptions& options : test::small_trainings()) {
    SCOPED_TRACE(options.preset);
    fs::remove_all(folder_);
    expect_no_trace_of_breaks(options);
  }
}

TEST_F(Checkpoints, AreResumedOnlyAsTheyWereStarted) {
  const auto said = [&](const std::function<void(TrainOptions&)>& change) {
    return refusal(test::small_notebook(), change);
  };
  EXPECT_EQ(said([](TrainOptions& options) { options.threads = 3; }), "");
  EXPECT_THAT(said([](TrainOptions& options) { options.seed = 7; }),
              AllOf(HasSubstr("step-0000000003.safetensors is of another training"),
                    HasSubstr(": `seed` was 42 and is 7; resume"), Not(HasSubstr("\n"))));
  EXPECT_THAT(said([](TrainOptions& options) { options.inputs[0] = "cs4-1pre"; }),
              HasSubstr(": the music is another;"));
  EXPECT_THAT(said([](TrainOptions& options) { options.patience = 7; }),
              HasSubstr("`patience` was 0 and is 7"));
  EXPECT_THAT(said([](TrainOptions& options) { options.hidden = 17; }),
              HasSubstr("the network is another"));
  EXPECT_THAT(said([](TrainOptions& options) { options.holdout.clear(); }),
              HasSubstr("`holdout` was cs3-1pre and is not given, the held-out music is another"));
}

TEST_F(Checkpoints, OfSequencesNameWhatDiffers) {
  EXPECT_THAT(refusal(test::small_sequences(), [](auto& options) { options.hidden = 17; }),
              AllOf(HasSubstr("`hidden` was 16 and is 17"), Not(HasSubstr("network"))));
}

TEST_F(Checkpoints, OfAnotherPresetAreRefused) {
  train(test::small_notebook(), 1, {folder_.string(), 100, false}, 3);
  EXPECT_THAT(train(test::small_sequences(), 1, {folder_.string(), 100, true}).error,
              HasSubstr("`preset` was notebook and is sequences"));
}

TEST_F(Checkpoints, AreNotRunOver) {
  train(test::small_notebook(), 1, {folder_.string(), 100, false}, 3);
  const Trained second = train(test::small_notebook(), 1, {folder_.string(), 100, false});
  EXPECT_THAT(second.error, HasSubstr("is of an earlier training: `resume` continues it"));
}

TEST_F(Checkpoints, TheOneBeforeADamagedOneIsResumed) {
  const Trained whole = train(test::small_notebook(), 1, {});
  train(test::small_notebook(), 1, {folder_.string(), 2, false}, 7);
  fs::resize_file(folder_ / "step-0000000007.safetensors", 1000);
  const Trained rest = train(test::small_notebook(), 1, {folder_.string(), 2, true});
  EXPECT_TRUE(rest.model == whole.model);
}

TEST(RunDescription, ComesFromTheTable) {
  TrainOptions options = test::small_suite();
  options.holdout = {"a b", "c"};
  const RunDescription run = storable(train_options().describe(options));
  const RunDescription wanted = {
      {"--preset", "suite"}, {"--hidden", "16"}, {"--lanes", "4"},
      {"--steps", "16"},     {"--warmup", "3"},  {"--epochs", "3"},
      {"--batches", "4"},    {"--seed", "42"},   {"--holdout", "a b, c"}};
  EXPECT_EQ(run, wanted);
  EXPECT_EQ(difference(run, run), "");
  RunDescription other = run;
  other.erase("--warmup");
  other["--hidden"] = "8";
  EXPECT_EQ(difference(run, other), "`hidden` was 16 and is 8, `warmup` was 3 and is not given");
  other = run;
  other["augmentation"] = "1";
  EXPECT_EQ(difference(run, other), "the augmentation is another");
  EXPECT_EQ(storable({{"--holdout", "\xff"}}).at("--holdout").size(), 64u);
}

}  // namespace
}  // namespace bach
