// Whole training steps on a device beside the processor's.
#include "gpu/same_training.h"

namespace bach::gpu {
namespace {

std::vector<Trained> networks() {
  const TrainerOptions plain{.lanes = 9, .steps = 7};
  const TrainerOptions rich{
      .lanes = 9, .steps = 7, .weight_decay = 0.1, .clip_norm = 0.05, .average = 0.9};
  NetworkConfig wide = plain_sequence_config();
  wide.hidden = 33;
  wide.heads.back().hidden = 20;
  return {{wide, plain, 9, 7},
          {rich_sequence_config(1, false), plain, 5, 4},
          {rich_sequence_config(3, true), rich, 7, 5},
          {rich_sequence_config(2, true),
           {.lanes = 5, .steps = 7, .clip_norm = 0.05, .lane_sums = true},
           5,
           7},
          {rich_sequence_config(2, true),
           {.lanes = 6,
            .steps = 4,
            .rates = {.tables = 0.5, .layers = 0.25, .heads = 2},
            .weight_decay = 0.1,
            .lane_sums = true},
           6,
           4},
          {window_network({7, 3, 1, 17, 9, 0.3}), plain, 9, 3},
          {window_network({33, 5, 3, 21, 37, 0.5}), rich, 7, 5}};
}

class DeviceTraining : public OnDevice {};

TEST_F(DeviceTraining, GivesTheProcessorsBits) {
  const std::unique_ptr<engine::Kernels> device = open();
  for (const Trained& each : networks()) expect_same_training(*device, each);
}

// To and fro: what the processor left, the device goes on from, and the other way round.
TEST_F(DeviceTraining, GoesOnFromTheProcessorsState) {
  const std::unique_ptr<engine::Kernels> device = open();
  ThreadPool pool(1);
  const Trained tested = networks()[2];
  const auto start = [&](Trainer& trainer) {
    trainer.set_parameters(initial_parameters(tested.config, 4));
  };
  const auto step = [&](Trainer& trainer, CarriedState& carry, std::uint32_t number) {
    trainer.step(random_sequence_batch(tested.config, tested.lanes, tested.steps, number), carry, 9,
                 number, 1e-2);
  };
  Trainer here(tested.config, tested.options, engine::Isa::kPortable, pool);
  Trainer there(tested.config, tested.options, *device, pool);
  Trainer whole(tested.config, tested.options, engine::Isa::kPortable, pool);
  CarriedState here_carried = here.zero_states(), there_carried = there.zero_states();
  CarriedState whole_carried = whole.zero_states();
  start(here);
  start(whole);
  for (std::uint32_t number = 0; number < 3; ++number) step(whole, whole_carried, number);
  step(here, here_carried, 0);
  there.restore(here.state());
  there_carried.set_states(here_carried.states());
  step(there, there_carried, 1);
  here.restore(there.state());
  here_carried.set_states(there_carried.states());
  step(here, here_carried, 2);
  EXPECT_EQ(here.state().parameters, whole.state().parameters);
  EXPECT_EQ(here.state().second_moments, whole.state().second_moments);
  EXPECT_EQ(here_carried.states(), whole_carried.states());
}

// Memory that is not there, and a device that goes away: said once, nothing crashes, zeros are read.
TEST_F(DeviceTraining, SaysWhatWentWrong) {
  ThreadPool pool(1);
  const Trained tested = networks()[2];
  const auto failed = [&](const DeviceOptions& options) {
    const std::unique_ptr<engine::Kernels> device = open(options);
    Trainer trainer(tested.config, tested.options, *device, pool);
    trainer.set_parameters(initial_parameters(tested.config, 4));
    CarriedState carry = trainer.zero_states();
    for (std::uint32_t number = 0; number < 2; ++number) {
      trainer.step(random_sequence_batch(tested.config, tested.lanes, tested.steps, number), carry,
                   9, number, 1e-2);
    }
    std::vector<float> model(ParameterLayout(tested.config).size());
    trainer.export_parameters(model);
    const Status status = trainer.status();
    EXPECT_FALSE(status.ok());
    return status ? std::string() : status.error().message;
  };
  for (const std::uint64_t allocation : {1, 5, 20}) {
    EXPECT_THAT(failed({.fail_allocation = allocation}),
                ::testing::ContainsRegex("failed while making room: it is out of memory; take"));
  }
  for (const std::uint64_t launch : {1, 40, 200}) {
    EXPECT_THAT(
        failed({.fail_launch = launch}),
        ::testing::ContainsRegex("failed while computing: it is out of resources: .*; train"));
  }
}

}  // namespace
}  // namespace bach::gpu
