// A training on a device: the processor's model, whatever happens on the way.
#include "app/train/device.h"

#include "app/train/checkpoints.h"
#include "app/train/small_training.h"
#include "gpu/any_device.h"
#include "lm/network_parameters.h"
#include "lm/small_sequence.h"
#include "packed/set.h"
#include "packed/small_set.h"

namespace bach {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class TrainingOnDevice : public gpu::OnDevice {
 protected:
  std::string name() const { return "gpu:" + std::to_string(index_); }

  // The model file, or why there is none. `folder`: of checkpoints.
  // `loss`: of the last batch.
  static std::string train(TrainOptions options, const std::string& device,
                           const std::string& folder = {}, std::uint64_t stop_after = 0,
                           double* loss = nullptr) {
    options.device = device;
    options.threads = 1;
    Cancellation cancellation;
    Result<TrainingSession> session = TrainingSession::prepare(options, {}, cancellation);
    if (!session) return session.error().text();
    std::unique_ptr<CheckpointKeeper> keeper;
    if (!folder.empty()) {
      auto opened = CheckpointKeeper::open({folder, 2, true}, session->description());
      if (!opened) return opened.error().text();
      keeper = std::move(*opened);
    }
    TrainingListener listener;
    listener.on_step = [&](const StepReport& report) {
      if (report.step == stop_after) cancellation.request();
    };
    const auto outcome = session->run(listener, cancellation,
                                      keeper ? keeper->continuation(nullptr) : Continuation{});
    if (!outcome) return outcome.error().text();
    if (loss != nullptr) *loss = outcome->last_loss;
    const std::vector<std::uint8_t> model = encode_model(session->model(*outcome));
    return {model.begin(), model.end()};
  }
};

TEST_F(TrainingOnDevice, GivesTheSameModelOfEveryPreset) {
  for (const TrainOptions& options : test::small_trainings()) {
    const std::string expected = train(options, "cpu");
    EXPECT_GT(expected.size(), 1000u) << expected;
    EXPECT_TRUE(train(options, name()) == expected) << options.preset;
  }
}

TEST_F(TrainingOnDevice, LearnsFromPackedSetsToTheSameModel) {
  const gpu::CacheFolder set;
  fs::create_directories(set.path());
  ASSERT_TRUE(small_shard(0, 6).write(shard_path(set.path(), 0)).ok());
  for (const char* preset : {"suite", "sequences"}) {
    TrainOptions options = train_options().defaults(preset);
    options.inputs = {set.path()};
    options.hidden = 16;
    options.dense = 16;
    options.lanes = 3;
    options.steps = 16;
    options.epochs = 2;
    const std::string expected = train(options, "cpu");
    EXPECT_GT(expected.size(), 1000u) << expected;
    EXPECT_TRUE(train(options, name()) == expected) << preset;
  }
}

// Opt-in, near the processor's numbers, and told by the model; nothing of it where nobody asked.
TEST_F(TrainingOnDevice, IsFastWhenAskedTo) {
  TrainOptions options = test::small_sequences();
  double loss = 0, fast_loss = 0;
  const std::string exact = train(options, name(), {}, 0, &loss);
  EXPECT_THAT(exact, ::testing::Not(HasSubstr("--fast")));
  options.fast = true;
  const std::string fast = train(options, name(), {}, 0, &fast_loss);
  EXPECT_THAT(fast, HasSubstr("--fast"));
  EXPECT_GT(loss, 0);
  EXPECT_NEAR(fast_loss, loss, 0.01 * loss);
  EXPECT_THAT(train(options, "cpu"), HasSubstr("is for devices"));
  options.exact = true;
  EXPECT_THAT(train(options, name()), HasSubstr("excludes `exact`"));
  options.fast = false;
  EXPECT_TRUE(train(options, name()) == exact);
}

TEST_F(TrainingOnDevice, GoesOnElsewhereFromACheckpoint) {
  const TrainOptions options = test::small_sequences();
  const std::string expected = train(options, "cpu");
  const gpu::CacheFolder folder;
  for (const bool device_first : {false, true}) {
    const std::string here = device_first ? name() : "cpu", there = device_first ? "cpu" : name();
    train(options, here, folder.path(), 3);
    train(options, there, folder.path(), 8);
    EXPECT_TRUE(train(options, here, folder.path()) == expected);
    fs::remove_all(folder.path());
  }
}

// A device that is lost at any time, with checkpoints and without.
TEST_F(TrainingOnDevice, IsTakenOverByTheProcessor) {
  const NetworkConfig config = rich_sequence_config(2, true);
  const TrainingPlan plan{.epochs = 3, .batches = 4, .seed = 5};
  const Cancellation never;
  std::vector<Lane> lanes(4);
  for (std::uint32_t l = 0; l < 4; ++l) {
    const Batch batch = random_sequence_batch(config, 1, 21, l);
    lanes[l] = {batch.fields, {}, batch.weights, batch.begins};
    for (int step = 0; step < batch.steps; ++step) {
      for (std::size_t k = 0; k < config.heads.size(); ++k) {
        lanes[l].targets.push_back(batch.targets[k * 21 + static_cast<std::size_t>(step)]);
      }
    }
  }
  const HeldOutMeasure held_out = [&](Trainer& trainer) { return trainer.evaluate(lanes); };
  const TrainWith train = [&](const engine::Kernels* kernels, const TrainingListener& listener,
                              const Continuation& from) {
    ThreadPool pool(1);
    Trainer trainer(config, {.lanes = 4, .steps = 5},
                    kernels != nullptr ? *kernels : engine::host_kernels(engine::Isa::kPortable),
                    pool);
    trainer.set_parameters(initial_parameters(config, 5));
    LaneSource source(trainer, {.lanes = [&](int) { return lanes; }}, 0);
    return run_training(trainer, source, held_out, plan, listener, never, from);
  };
  TrainingDevice processor;
  const auto expected = run_on_device(processor, {}, {}, train);
  ASSERT_TRUE(expected.ok()) << expected.error().message;
  for (const std::uint64_t fail_launch : {1u, 700u, 1500u}) {
    for (const int every : {0, 3}) {
      TrainingDevice device;
      device.kernels = open({.fail_launch = fail_launch});
      device.replaceable = true;
      std::vector<std::string> warnings;
      std::vector<std::uint64_t> steps, measured;
      std::vector<std::uint64_t> kept;
      TrainingListener listener;
      listener.on_step = [&](const StepReport& report) { steps.push_back(report.step); };
      listener.on_held_out = [&](const HeldOutReport& report) { measured.push_back(report.step); };
      listener.on_warning = [&](const std::string& text) { warnings.push_back(text); };
      Continuation keeping;
      keeping.every = every;
      if (every > 0) {
        keeping.save = [&](const TrainingSnapshot& snapshot) {
          kept.push_back(snapshot.steps);
          return Status();
        };
      }
      const auto outcome = run_on_device(device, listener, keeping, train);
      ASSERT_TRUE(outcome.ok()) << outcome.error().message;
      ASSERT_EQ(warnings.size(), 1u) << fail_launch;
      EXPECT_THAT(warnings.front(), HasSubstr("; the processor goes on"));
      EXPECT_TRUE(outcome->parameters == expected->parameters) << fail_launch;
      EXPECT_EQ(outcome->last_loss, expected->last_loss);
      EXPECT_EQ(steps.size(), expected->steps);
      EXPECT_TRUE(std::is_sorted(steps.begin(), steps.end()));
      EXPECT_EQ(measured.size(), 3u);
      EXPECT_TRUE(std::adjacent_find(kept.begin(), kept.end()) == kept.end());
    }
  }
  TrainingDevice asked_for;
  asked_for.kernels = open({.fail_launch = 700});
  EXPECT_FALSE(run_on_device(asked_for, {}, {}, train).ok());
}

// Batches of two epochs, and what was done with them in which order.
class ToldSource : public BatchSource {
 public:
  ToldSource(LaneSource& source, std::vector<std::string>& told) : source_(source), told_(told) {}
  Result<std::uint64_t> begin_epoch(int epoch) override {
    told_.push_back("epoch " + std::to_string(epoch));
    return source_.begin_epoch(epoch);
  }
  std::uint64_t planned(int epochs) const override { return source_.planned(epochs); }
  Status fill(std::uint64_t number, std::uint64_t step, Batch& batch) override {
    told_.push_back("batch " + std::to_string(step));
    if (step == fails) return Error{ErrorCode::kInvalidData, "damaged", {}};
    return source_.fill(number, step, batch);
  }
  std::uint64_t fails = 99;

 private:
  LaneSource& source_;
  std::vector<std::string>& told_;
};

// The batch after this one is made before this one's loss is read; the processor's kernels leave no time
// for that. An error of it waits for its turn.
TEST_F(TrainingOnDevice, PreparesBatchesWhileTheDeviceComputes) {
  NetworkConfig config = plain_sequence_config();
  const TrainingPlan plan{.epochs = 2, .seed = 5};
  const Cancellation never;
  std::vector<Lane> lanes(2);
  for (std::uint32_t l = 0; l < 2; ++l) {
    const Batch batch = random_sequence_batch(config, 1, 10, l);
    lanes[l] = {batch.fields, batch.targets, batch.weights, batch.begins};
  }
  const std::unique_ptr<engine::Kernels> device = open();
  const auto run = [&](const engine::Kernels& kernels, double clip, std::uint64_t fails,
                       std::vector<std::string>& told) {
    ThreadPool pool(1);
    Trainer trainer(config, {.lanes = 2, .steps = 5, .clip_norm = clip}, kernels, pool);
    trainer.set_parameters(initial_parameters(config, 5));
    LaneSource lane_source(trainer, {.lanes = [&](int) { return lanes; }}, 0);
    ToldSource source(lane_source, told);
    source.fails = fails;
    TrainingListener listener;
    listener.on_step = [&](const StepReport& report) {
      told.push_back("step " + std::to_string(report.step));
    };
    return run_training(trainer, source, {}, plan, listener, never);
  };
  for (const double clip : {0.0, 0.1}) {
    std::vector<std::string> here, there;
    const auto expected = run(engine::host_kernels(engine::Isa::kPortable), clip, 99, here);
    const auto outcome = run(*device, clip, 99, there);
    ASSERT_TRUE(expected.ok() && outcome.ok());
    EXPECT_TRUE(outcome->parameters == expected->parameters);
    EXPECT_THAT(here, ::testing::ElementsAre("epoch 0", "batch 0", "step 1", "batch 1", "step 2",
                                             "epoch 1", "batch 2", "step 3", "batch 3", "step 4"));
    EXPECT_THAT(there, ::testing::ElementsAre("epoch 0", "batch 0", "batch 1", "step 1", "epoch 1",
                                              "batch 2", "step 2", "batch 3", "step 3", "step 4"));
    there.clear();
    const auto damaged = run(*device, clip, 2, there);
    ASSERT_FALSE(damaged.ok());
    EXPECT_EQ(damaged.error().message, "damaged");
    EXPECT_EQ(there.back(), "step 2");
  }
}

TEST(TrainingDeviceNames, AreChecked) {
  for (const char* name : {"auto", "cpu", "gpu", "gpu:0", "gpu:12"}) {
    EXPECT_TRUE(check_training_device({name}).ok()) << name;
  }
  for (const char* name : {"", "GPU", "gpu:", "gpu:-1", "gpu:1x", "gpu 0", "gpu:99999999999"}) {
    const Status status = check_training_device({name});
    ASSERT_FALSE(status.ok()) << name;
    EXPECT_EQ(status.error().argument, "device");
  }
}

}  // namespace
}  // namespace bach
