// A training on a device beside the processor's, number by number.
#pragma once

#include <algorithm>
#include <vector>

#include "gpu/any_device.h"
#include "lm/small_sequence.h"
#include "lm/trainer.h"

namespace bach::gpu {

struct Trained {
  NetworkConfig config;
  TrainerOptions options;
  int lanes, steps;
};

inline void expect_same_state(const Trainer& one, const Trainer& other) {
  const OptimiserState a = one.state(), b = other.state();
  const ParameterLayout layout(one.weights().config());
  std::vector<float> a_gradients(layout.size()), b_gradients(layout.size());
  one.weights().export_gradients(a_gradients);
  other.weights().export_gradients(b_gradients);
  for (const TensorSlot& slot : layout.tensors()) {
    const auto same = [&](const std::vector<float>& x, const std::vector<float>& y) {
      return std::equal(x.begin() + static_cast<std::ptrdiff_t>(slot.offset),
                        x.begin() + static_cast<std::ptrdiff_t>(slot.offset + slot.size),
                        y.begin() + static_cast<std::ptrdiff_t>(slot.offset));
    };
    EXPECT_TRUE(same(a_gradients, b_gradients)) << "gradient of " << slot.name;
    EXPECT_TRUE(same(a.parameters, b.parameters)) << slot.name;
    EXPECT_TRUE(same(a.first_moments, b.first_moments)) << slot.name;
    EXPECT_TRUE(same(a.second_moments, b.second_moments)) << slot.name;
    EXPECT_TRUE(a.averages.empty() || same(a.averages, b.averages)) << slot.name;
  }
  EXPECT_EQ(a.beta2_power, b.beta2_power);
  EXPECT_EQ(a.updates, b.updates);
}

inline double total(const Loss& loss) {
  double sum = 0;
  for (const HeadLoss& head : loss.heads) sum += head.sum;
  return sum;
}

// So many steps, the states carried, then a measure.
inline void expect_same_training(const engine::Kernels& device, const Trained& tested,
                                 std::uint32_t steps = 3) {
  ThreadPool pool(1);
  Trainer here(tested.config, tested.options, engine::Isa::kPortable, pool);
  Trainer there(tested.config, tested.options, device, pool);
  ASSERT_TRUE(there.status().ok()) << there.status().error().message;
  for (Trainer* trainer : {&here, &there}) {
    trainer->set_parameters(initial_parameters(tested.config, 4));
  }
  CarriedState here_carried = here.zero_states(), there_carried = there.zero_states();
  for (std::uint32_t step = 0; step < steps; ++step) {
    const Batch batch = random_sequence_batch(tested.config, tested.lanes, tested.steps, step);
    const Loss expected = here.step(batch, here_carried, 9, step, 1e-2);
    EXPECT_EQ(total(there.step(batch, there_carried, 9, step, 1e-2)), total(expected));
    EXPECT_EQ(there_carried.states(), here_carried.states());
  }
  expect_same_state(here, there);
  const Batch batch = random_sequence_batch(tested.config, tested.lanes, tested.steps, 7);
  EXPECT_EQ(total(there.evaluate(batch, there_carried)), total(here.evaluate(batch, here_carried)));
  std::vector<float> model(ParameterLayout(tested.config).size()), expected(model.size());
  there.export_parameters(model);
  here.export_parameters(expected);
  EXPECT_EQ(model, expected);
  ASSERT_TRUE(there.status().ok()) << there.status().error().message;
}

}  // namespace bach::gpu
