// A training on a device: the processor's model, whatever happens on the way.
#include "app/train/device.h"

#include "app/train/checkpoints.h"
#include "app/train/small_training.h"
#include "gpu/any_device.h"
#include "lm/network_parameters.h"
#include "lm/small_sequence.h"

namespace bach {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class TrainingOnDevice : public gpu::OnDevice {
 protected:
  std::string name() const { return "gpu:" + std::to_string(index_); }

  // The model file, or why there is none. `folder`: of checkpoints.
  static std::string train(TrainOptions options, const std::string& device,
                           const std::string& folder = {}, std::uint64_t stop_after = 0) {
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
  for (const std::uint64_t fail_launch : {1u, 1500u, 3500u}) {
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
  asked_for.kernels = open({.fail_launch = 1500});
  EXPECT_FALSE(run_on_device(asked_for, {}, {}, train).ok());
}

TEST(TrainingDeviceNames, AreChecked) {
  for (const char* name : {"auto", "cpu", "gpu", "gpu:0", "gpu:12"}) {
    EXPECT_TRUE(check_training_device(name).ok()) << name;
  }
  for (const char* name : {"", "GPU", "gpu:", "gpu:-1", "gpu:1x", "gpu 0", "gpu:99999999999"}) {
    const Status status = check_training_device(name);
    ASSERT_FALSE(status.ok()) << name;
    EXPECT_EQ(status.error().argument, "device");
  }
}

}  // namespace
}  // namespace bach
