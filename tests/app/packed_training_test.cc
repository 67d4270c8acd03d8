// Training on packed sets: what batches hold, and that they follow from (seed, epoch, number) alone.
#include <gmock/gmock.h>
#include <unistd.h>

#include <filesystem>

#include "app/train.h"
#include "app/train/packed_lanes.h"
#include "app/train/packed_suite.h"
#include "harmony/parameters.h"
#include "lm/model_file.h"
#include "nn/engine/isa.h"
#include "packed/small_set.h"
#include "suite/hear.h"
#include "suite/lanes.h"
#include "suite/preset.h"

namespace bach {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class PackedTraining : public ::testing::Test {
 protected:
  static constexpr unsigned kPieces = 12;

  void SetUp() override {
    folder_ = fs::temp_directory_path() /
              ("bach_packed_training_" + std::to_string(::getpid()) + "_" +
               ::testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::create_directories(folder_);
    for (std::uint32_t number = 0; number < 2; ++number) {
      ShardWriter writer(number, settings_text({}));
      for (unsigned k = 0; k < kPieces / 2; ++k) {
        PackedPiece piece = wandering_piece(10 * number + k);
        const bool held_out = k == 0;
        piece.facts.split = held_out ? PackedSplit::kHeldOut : PackedSplit::kTraining;
        (held_out ? held_out_ : notes_) += piece.facts.suite_notes;
        writer.add(piece);
      }
      ASSERT_TRUE(writer.write(shard_path(folder_, number)).ok());
    }
    set_ = std::make_shared<const PackedSet>(*PackedSet::open(folder_));
  }
  void TearDown() override { fs::remove_all(folder_); }

  PackedSteps steps() const {
    return suite_steps(set_, 5, textbook_parameters(), SuiteAugmentation());
  }
  TrainOptions options(const std::string& preset) const {
    TrainOptions options = train_options().defaults(preset);
    options.inputs = {folder_.string()};
    options.hidden = 8;
    options.dense = 8;
    options.lanes = 4;
    options.steps = 8;
    options.epochs = 2;
    options.threads = 1;
    return options;
  }

  fs::path folder_;
  std::shared_ptr<const PackedSet> set_;
  std::size_t notes_ = 0, held_out_ = 0;
  NetworkConfig config_ = [] {
    NetworkConfig config = suite_config();
    config.hidden = 8;
    return config;
  }();
  ThreadPool pool_{1};
  Trainer trainer_{config_, {.lanes = 4, .steps = 8}, engine::Isa::kPortable, pool_};
};

bool same_batch(const Batch& a, const Batch& b) {
  return a.fields == b.fields && a.targets == b.targets && a.weights == b.weights &&
         a.begins == b.begins;
}

TEST_F(PackedTraining, EveryNoteIsLearnedFromOnceAnEpoch) {
  PackedBatches source(trainer_, steps(), 5, 0, 1);
  const std::uint64_t batches = *source.begin_epoch(0);
  const std::size_t longest = (notes_ + 3) / 4;
  EXPECT_EQ(batches, (longest + 7) / 8);
  std::size_t counted = 0;
  int begins = 0;
  Batch batch;
  for (std::uint64_t k = 0; k < batches; ++k) {
    ASSERT_TRUE(source.fill(k, k, batch).ok());
    counted += static_cast<std::size_t>(counted_rows(batch));
    for (const std::uint8_t begin : batch.begins) begins += begin;
  }
  EXPECT_EQ(counted, notes_);
  // Ten pieces begin, and where a lane begins within one it does as well.
  EXPECT_GE(begins, 10);
  EXPECT_LE(begins, 10 + 3);
}

TEST_F(PackedTraining, BatchesAreTheSameWhereverOneBegins) {
  PackedBatches in_order(trainer_, steps(), 5, 0, 1);
  PackedBatches jumping(trainer_, steps(), 5, 0, 3);
  for (int epoch = 0; epoch < 2; ++epoch) {
    const std::uint64_t batches = *in_order.begin_epoch(epoch);
    ASSERT_EQ(*jumping.begin_epoch(epoch), batches);
    Batch one, other;
    for (std::uint64_t k = 0; k < batches; ++k) {
      ASSERT_TRUE(in_order.fill(k, k, one).ok());
      if (k % 3 != 2) continue;
      ASSERT_TRUE(jumping.fill(k, k, other).ok());
      EXPECT_TRUE(same_batch(one, other)) << "batch " << k << " of epoch " << epoch;
    }
  }
}

// As a network that sees one lane would have it from memory, but for what is drawn.
TEST_F(PackedTraining, HasTheRecordsOfThePieces) {
  SuiteAugmentation none;
  none.lowest_transposition = none.highest_transposition = 0;
  none.hidden_guesses = none.wrong_guesses = none.hidden_plans = 0;
  const PackedSteps plain = suite_steps(set_, 5, textbook_parameters(), none);
  const std::unique_ptr<PieceSteps> piece = plain.piece();
  const PackedSet::Place place = set_->place(3);
  Lane lane;
  ASSERT_TRUE(piece->open(*set_, 3, 0, 20).ok());
  piece->append(10, lane);
  SuitePiece read = *place.shard->suite(place.piece);
  (void)hear_plan(read, textbook_parameters()).ok();
  const Lane whole = suite_lane(read);
  const std::size_t width = whole.fields.size() / whole.steps();
  EXPECT_TRUE(std::equal(lane.fields.begin(), lane.fields.end(), whole.fields.data() + 20 * width));
  EXPECT_TRUE(std::equal(lane.targets.begin(), lane.targets.end(), whole.targets.begin() + 40));
}

TEST_F(PackedTraining, TrainsBothPresetsAndResumesToTheSameBits) {
  for (const char* preset : {"suite", "sequences"}) {
    Cancellation never;
    Result<TrainingSession> session = TrainingSession::prepare(options(preset), {}, never);
    ASSERT_TRUE(session.ok()) << session.error().text();
    ASSERT_TRUE(session->summary().packed);
    EXPECT_EQ(session->summary().packed->pieces, 10U);
    EXPECT_EQ(session->summary().packed->held_out, 2U);
    std::vector<TrainingSnapshot> kept;
    Continuation keeping;
    keeping.every = 3;
    keeping.save = [&](const TrainingSnapshot& snapshot) {
      kept.push_back(snapshot);
      return Status();
    };
    const Result<TrainingOutcome> whole = session->run({}, never, keeping);
    ASSERT_TRUE(whole.ok()) << whole.error().text();
    EXPECT_TRUE(whole->held_out.has_value());
    ASSERT_GT(kept.size(), 2U);
    Result<TrainingSession> again = TrainingSession::prepare(options(preset), {}, never);
    EXPECT_EQ(again->description(), session->description());
    Continuation from;
    from.from = &kept[1];
    const Result<TrainingOutcome> resumed = again->run({}, never, from);
    ASSERT_TRUE(resumed.ok()) << resumed.error().text();
    EXPECT_EQ(encode_model(again->model(*resumed)), encode_model(session->model(*whole)));
  }
}

TEST_F(PackedTraining, EndsWhereTheTokensDo) {
  TrainOptions budget = options("sequences");
  const std::uint64_t of_step = 4 * 8;
  budget.tokens = 5 * of_step - 1;
  Result<TrainingSession> session =
      TrainingSession::prepare(budget, ProgressCallback(), Cancellation());
  ASSERT_TRUE(session.ok());
  EXPECT_EQ(session->summary().targets, budget.tokens);
  const Result<TrainingOutcome> outcome = session->run({}, Cancellation());
  ASSERT_TRUE(outcome.ok());
  EXPECT_EQ(outcome->end, TrainingEnd::kFinished);
  EXPECT_EQ(outcome->steps, 5U);
  // More than one epoch.
  budget.tokens = 3 * session->summary().notes;
  session = TrainingSession::prepare(budget, ProgressCallback(), Cancellation());
  ASSERT_TRUE(session.ok());
  EXPECT_EQ(session->options().epochs, 3);
}

TEST_F(PackedTraining, RefusesWhatItCannotDo) {
  const auto refusal = [&](TrainOptions options) {
    Cancellation never;
    const Result<TrainingSession> session = TrainingSession::prepare(options, {}, never);
    return session ? std::string("prepared") : session.error().text();
  };
  EXPECT_THAT(refusal(options("notebook")), HasSubstr("does not learn from packed sets"));
  TrainOptions held_out = options("suite");
  held_out.holdout = {"a"};
  EXPECT_THAT(refusal(held_out), HasSubstr("holdout"));
  fs::resize_file(shard_path(folder_, 1), 500);
  EXPECT_THAT(refusal(options("suite")), HasSubstr("000001.shard: cut off"));
}

}  // namespace
}  // namespace bach
