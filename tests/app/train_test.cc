// Training as a task: what a run is told before its first step, and that the way the music came in
// leaves no trace in the model.
#include "app/train.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "app/corpus.h"
#include "lm/model_file.h"

namespace bach {
namespace {

namespace fs = std::filesystem;

TrainOptions a_few_steps(std::vector<std::string> inputs) {
  TrainOptions options = train_options().defaults("notebook");
  options.inputs = std::move(inputs);
  options.hidden = 16;
  options.dense = 16;
  options.batch_size = 8;
  options.epochs = 1;
  options.batches = 5;
  return options;
}

// The model file after training, or why there is none.
std::vector<std::uint8_t> trained(const TrainOptions& options) {
  const Cancellation never;
  Result<TrainingSession> session = TrainingSession::prepare(options, {}, never);
  if (!session) {
    ADD_FAILURE() << session.error().message;
    return {};
  }
  const Result<TrainingOutcome> outcome = session->run({}, never);
  if (!outcome) {
    ADD_FAILURE() << outcome.error().message;
    return {};
  }
  return encode_model(session->model(*outcome));
}

TEST(Train, TheNotebooksNumbersAreThere) {
  const Cancellation never;
  const Result<TrainingSession> session =
      TrainingSession::prepare(train_options().defaults("notebook"), {}, never);
  ASSERT_TRUE(session.ok()) << session.error().message;
  const TrainingSummary& summary = session->summary();
  ASSERT_EQ(summary.pieces.size(), 36u);
  EXPECT_EQ(summary.pieces[0].name, "cs1-1pre");
  EXPECT_EQ(summary.windows, 23781u);
  EXPECT_EQ(summary.parameters, 431183u);
  int notes = 0;
  for (const TrainingPiece& piece : summary.pieces) notes += piece.notes;
  EXPECT_EQ(notes, 24501);
}

TEST(Train, ExportedAsMidiTheCorpusTrainsTheSameModel) {
  const fs::path folder =
      fs::path(testing::TempDir()) / ("bach_exported_" + std::to_string(::getpid()));
  CorpusExport request;
  request.folder = folder;
  const auto written = export_corpus(request);
  ASSERT_TRUE(written.ok()) << written.error().message;
  ASSERT_EQ(written->size(), 36u);
  const bool same = trained(a_few_steps({folder.string()})) == trained(a_few_steps({}));
  fs::remove_all(folder);
  EXPECT_TRUE(same);
}

TEST(Train, TheDownloadedFilesTrainTheSameModel) {
  if (!fs::is_directory(BACH_SHARED_MIDI)) GTEST_SKIP() << "no " << BACH_SHARED_MIDI;
  EXPECT_TRUE(trained(a_few_steps({BACH_SHARED_MIDI})) == trained(a_few_steps({})));
}

TEST(Train, OtherMusicIsAnotherModel) {
  EXPECT_TRUE(trained(a_few_steps({"cs1-1pre"})) != trained(a_few_steps({"cs2-1pre"})));
}

TEST(Train, APieceHeldOutIsMeasuredNotLearned) {
  TrainOptions options = a_few_steps({"cs1-1pre", "cs2-1pre"});
  options.holdout = {"cs2-1pre"};
  const Cancellation never;
  Result<TrainingSession> session = TrainingSession::prepare(options, {}, never);
  ASSERT_TRUE(session.ok()) << session.error().message;
  ASSERT_EQ(session->summary().pieces.size(), 1u);
  ASSERT_EQ(session->summary().held_out.size(), 1u);
  EXPECT_EQ(session->summary().held_out[0].name, "cs2-1pre");
  int looks = 0;
  TrainingListener listener;
  listener.on_held_out = [&](const HeldOutReport&) { ++looks; };
  const Result<TrainingOutcome> outcome = session->run(listener, never);
  ASSERT_TRUE(outcome.ok()) << outcome.error().message;
  EXPECT_GT(looks, 0);
  EXPECT_TRUE(outcome->held_out.has_value());
}

TEST(Train, AnUnknownHeldOutPieceIsAnError) {
  TrainOptions options = a_few_steps({"cs1-1pre", "cs2-1pre"});
  options.holdout = {"cs2-1pru"};
  const Cancellation never;
  const Result<TrainingSession> session = TrainingSession::prepare(options, {}, never);
  ASSERT_FALSE(session.ok());
  EXPECT_THAT(session.error().message, testing::HasSubstr("cs2-1pru"));
}

}  // namespace
}  // namespace bach
