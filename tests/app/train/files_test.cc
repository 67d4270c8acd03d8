// Trainings of every preset to files: model, log, music, checkpoints, and what is told on the way.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "app/model/load.h"
#include "app/train.h"
#include "app/train/log.h"
#include "app/train/small_training.h"

namespace bach {
namespace {

namespace fs = std::filesystem;

class TrainToFiles : public ::testing::Test {
 protected:
  TrainToFiles()
      : folder_(fs::path(testing::TempDir()) / ("bach_train_" + std::to_string(::getpid()))) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  ~TrainToFiles() override { fs::remove_all(folder_); }

  std::string path(const std::string& name) const { return (folder_ / name).string(); }

  // What was told, one word each; `stop_after`: interrupted while that step is taken.
  Result<TrainedModel> train(const TrainOptions& options, std::uint64_t stop_after = 0) {
    told_.clear();
    Cancellation cancellation;
    auto session = TrainingSession::prepare(options, {}, cancellation);
    if (!session) return session.error();
    TrainingEvents events;
    events.on_begin = [&](const TrainingBegin& begin) {
      told_.push_back(begin.checkpoint.empty() ? "begin" : "resume " + std::to_string(begin.step));
    };
    events.on_step = [&](const StepReport& report) {
      if (report.step == stop_after) cancellation.request();
    };
    events.on_epoch = [&](const EpochReport&) { told_.push_back("epoch"); };
    events.on_held_out = [&](const HeldOutReport&) { told_.push_back("loss"); };
    events.on_music = [&](const Demonstration& music) {
      EXPECT_GT(music.line.size(), 20u);
      told_.push_back("music");
    };
    events.on_warning = [&](const std::string& text) { told_.push_back(text); };
    return train_to_files(*session, events, cancellation);
  }

  fs::path folder_;
  std::vector<std::string> told_;
};

TEST_F(TrainToFiles, OfEveryPresetLeaveModelLogAndMusicAndAreResumed) {
  for (TrainOptions options : test::small_trainings()) {
    SCOPED_TRACE(options.preset);
    const std::string name = options.preset;
    options.inputs = {"cs1-4sar", "cs2-4sar", "cs5-4sar"};
    options.holdout = {"cs2-4sar"};
    options.files.output = path(name);
    options.files.log = path(name + ".jsonl");
    options.files.listen = path(name + "-music");
    const auto whole = train(options);
    ASSERT_TRUE(whole.ok()) << whole.error().text();
    EXPECT_EQ(told_.front(), "begin");
    EXPECT_EQ(std::count(told_.begin(), told_.end(), "epoch"), options.epochs);
    EXPECT_EQ(std::count(told_.begin(), told_.end(), "loss"), options.epochs);
    EXPECT_GE(std::count(told_.begin(), told_.end(), "music"), 2);
    EXPECT_TRUE(fs::exists(path(name + "-music") + "/epoch-01.wav"));
    EXPECT_FALSE(read_training_log(options.files.log)->held_out.empty());
    const auto saved = load_any_model(options.files.output);
    ASSERT_TRUE(saved.ok()) << saved.error().text();
    EXPECT_EQ(*saved, whole->model);
    EXPECT_FALSE(check_train_files(options.files).ok());

    options.files.output = path(name + "-resumed");
    options.files.log = path(name + "-resumed.jsonl");
    options.files.listen.clear();
    options.files.checkpoint = path(name + "-steps");
    const auto stopped = train(options, 5);
    ASSERT_TRUE(stopped.ok()) << stopped.error().text();
    EXPECT_TRUE(stopped->in_checkpoint);
    EXPECT_FALSE(fs::exists(options.files.output));
    options.files.resume = true;
    EXPECT_TRUE(check_train_files(options.files).ok()) << "the log is its own";
    const auto resumed = train(options);
    ASSERT_TRUE(resumed.ok()) << resumed.error().text();
    EXPECT_EQ(told_.front(), "resume 5");
    EXPECT_EQ(resumed->model, whole->model);
  }
}

TEST_F(TrainToFiles, DoNotReplaceUnasked) {
  TrainFiles files;
  files.output = path("model");
  EXPECT_TRUE(check_train_files(files).ok());
  std::ofstream(files.output) << "precious";
  EXPECT_EQ(check_train_files(files).error().code, ErrorCode::kExists);
  EXPECT_THAT(check_train_files(files).error().message, testing::HasSubstr("`force` replaces it"));
  files.force = true;
  EXPECT_TRUE(check_train_files(files).ok());
  files = {};
  files.output = path("other");
  files.log = path("model");
  files.resume = true;
  EXPECT_FALSE(check_train_files(files).ok()) << "no log of a training";
}

TEST_F(TrainToFiles, OfATrainingThatDivergesLeaveTheLastGoodWeights) {
  TrainOptions options = train_options().defaults("sequences");
  options.inputs = {"cs1-4sar"};
  options.hidden = 32;
  options.lanes = 4;
  options.steps = 16;
  options.epochs = 200;
  options.warmup = 1000;
  options.learning_rate = 1.5;
  options.clip = 0;
  options.files.output = path("model");
  const auto trained = train(options);
  ASSERT_FALSE(trained.ok());
  EXPECT_THAT(trained.error().message, testing::HasSubstr("holds the weights of step "));
  EXPECT_TRUE(load_any_model(options.files.output).ok());
}

}  // namespace
}  // namespace bach
