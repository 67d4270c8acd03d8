// The fast engine against the plain network in double precision, tensor by tensor, and against
// itself on every instruction set and number of threads.
#include "lm/trainer.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "lm/small_sequence.h"
#include "nn/each_isa.h"
#include "reference/adam.h"
#include "reference/network.h"

namespace bach {
namespace {

using engine::Isa;

struct TrainingCase {
  std::string name;
  NetworkConfig config;
  int lanes;
  int steps;
};

NetworkConfig sized(NetworkConfig config, int hidden, int dense) {
  config.hidden = hidden;
  config.heads.back().hidden = dense;
  return config;
}

TrainingCase windows_case(const std::string& name, const WindowConfig& config, int lanes) {
  return {name, window_network(config), lanes, config.window};
}

// Numbers that fit the engine's panels of 16 and tiles, and numbers that do not.
std::vector<TrainingCase> cases() {
  return {{"Plain", plain_sequence_config(), 1, 1},
          {"PlainWide", sized(plain_sequence_config(), 33, 20), 19, 9},
          {"Rich", rich_sequence_config(1, false), 5, 4},
          {"RichDropped", sized(rich_sequence_config(1, true), 16, 16), 16, 12},
          {"RichDeep", rich_sequence_config(3, true), 7, 5},
          windows_case("WindowsTiny", {2, 1, 1, 1, 1, 0}, 1),
          windows_case("WindowsOdd", {7, 3, 1, 17, 9, 0.3}, 13),
          windows_case("WindowsOddDeep", {33, 5, 3, 21, 37, 0.5}, 7),
          windows_case("WindowsTwoLayersWithoutDropout", {16, 4, 2, 16, 16, 0}, 16),
          windows_case("WindowsEven", {79, 6, 2, 48, 64, 0.3}, 24),
          windows_case("WindowsWide", {79, 2, 1, 272, 40, 0.3}, 65)};
}

TrainerOptions options_for(const TrainingCase& tested) {
  TrainerOptions options;
  options.lanes = tested.lanes + 2;  // more room than the batches need
  options.steps = tested.steps + 1;
  return options;
}

class SequenceTraining : public engine::EachIsa {};

TEST_P(SequenceTraining, GradientsAndLossAgreeWithTheReference) {
  for (const TrainingCase& tested : cases()) {
    const NetworkConfig& config = tested.config;
    const ParameterLayout layout(config);
    auto parameters = initial_parameters(config, 4);
    for (std::size_t k = 0; k < parameters.size(); ++k) {
      parameters[k] += 0.02f * std::cos(static_cast<float>(k));
    }
    const std::vector<double> wide(parameters.begin(), parameters.end());
    const auto first = random_sequence_batch(config, tested.lanes, tested.steps, 1);
    const auto second = random_sequence_batch(config, tested.lanes, tested.steps, 2);

    ReferenceNetwork<double> reference(config);
    reference.set_parameters(wide);
    NetworkState<double> state(config, tested.lanes);
    reference.forward(first, nullptr, state);
    Batch dropped = second;
    drop_fields(config, 5, 17, dropped);
    const auto masks = draw_masks<double>(config, tested.lanes, tested.steps, 5, 17);
    reference.forward(dropped, &masks, state);
    std::vector<double> expected(layout.size());
    reference.backward(dropped, &masks, expected);

    ThreadPool pool(2);
    Trainer trainer(config, options_for(tested), GetParam(), pool);
    trainer.set_parameters(parameters);
    CarriedState carry(config, tested.lanes + 2);
    trainer.evaluate(first, carry);
    const Loss loss = trainer.step(second, carry, 5, 17, 1e-3);
    double sum = 0;
    for (const HeadLoss& head : loss.heads) sum += head.sum;
    EXPECT_NEAR(sum / std::max(counted_rows(second), 1), reference.loss(dropped), 2e-6)
        << tested.name;
    std::vector<float> gradients(layout.size());
    trainer.weights().export_gradients(gradients);
    for (const TensorSlot& slot : layout.tensors()) {
      double difference = 0, norm = 0;
      for (std::size_t k = slot.offset; k < slot.offset + slot.size; ++k) {
        difference += (gradients[k] - expected[k]) * (gradients[k] - expected[k]);
        norm += expected[k] * expected[k];
      }
      EXPECT_LE(std::sqrt(difference), 4e-6 * std::sqrt(norm) + 1e-9)
          << tested.name << ": " << slot.name;
    }
    for (int l = 0; l < config.layers && config.window == 0; ++l) {
      const auto layer = static_cast<std::size_t>(l);
      for (int lane = 0; lane < tested.lanes; ++lane) {
        const auto plain = static_cast<std::size_t>(lane * config.hidden);
        const auto blocked = static_cast<std::size_t>(lane) * engine::kLanes;
        EXPECT_NEAR(carry.hidden(layer)[blocked], state.hidden[layer][plain], 1e-6);
        EXPECT_NEAR(carry.cell(layer)[blocked], state.cell[layer][plain], 1e-6);
      }
    }
  }
}

std::vector<float> parameters_after(const TrainingCase& tested, TrainerOptions options, Isa isa,
                                    int threads, int steps) {
  const ParameterLayout layout(tested.config);
  ThreadPool pool(threads);
  Trainer trainer(tested.config, options, isa, pool);
  trainer.set_parameters(initial_parameters(tested.config, 4));
  CarriedState carry(tested.config, options.lanes);
  std::vector<float> numbers(layout.size());
  for (int step = 0; step < steps; ++step) {
    const auto batch = random_sequence_batch(tested.config, tested.lanes, tested.steps,
                                             static_cast<std::uint32_t>(step));
    const auto loss =
        trainer.step(batch, carry, 9, static_cast<std::uint64_t>(step), 1e-2 / (step + 1));
    numbers.push_back(static_cast<float>(loss.mean()));
  }
  trainer.export_parameters(std::span(numbers).first(layout.size()));
  return numbers;
}

TEST_P(SequenceTraining, ThreadsAndInstructionSetsChangeNoBit) {
  for (const TrainingCase& tested : cases()) {
    TrainerOptions options = options_for(tested);
    options.weight_decay = 0.1;
    options.clip_norm = 0.5;
    options.average = 0.9;
    const auto expected = parameters_after(tested, options, Isa::kPortable, 1, 3);
    for (const int threads : {1, 2, 3, 5}) {
      EXPECT_EQ(parameters_after(tested, options, GetParam(), threads, 3), expected)
          << tested.name << ", " << threads << " threads";
    }
  }
}

TEST_P(SequenceTraining, ClipsTheGradientToItsNorm) {
  const TrainingCase tested{"", rich_sequence_config(2, false), 4, 6};
  const ParameterLayout layout(tested.config);
  const auto parameters = initial_parameters(tested.config, 4);
  const auto batch = random_sequence_batch(tested.config, tested.lanes, tested.steps, 1);
  // Adam's first step is lr · g / (|g| + ε): a large ε shows the gradient's size.
  const auto change = [&](double clip) {
    TrainerOptions options = options_for(tested);
    options.adam.epsilon = 1e4;
    options.clip_norm = clip;
    ThreadPool pool(1);
    Trainer trainer(tested.config, options, GetParam(), pool);
    trainer.set_parameters(parameters);
    CarriedState carry(tested.config, options.lanes);
    trainer.step(batch, carry, 1, 0, 1e4);
    std::vector<float> after(layout.size());
    trainer.export_parameters(after);
    double squares = 0;
    for (std::size_t k = 0; k < after.size(); ++k) {
      squares += std::pow(double{after[k]} - parameters[k], 2);
    }
    return std::sqrt(squares);
  };
  const double norm = change(0);
  EXPECT_GT(norm, 0.1);
  EXPECT_NEAR(change(norm / 4), norm / 4, 1e-3 * norm);
  EXPECT_NEAR(change(norm * 2), norm, 1e-6 * norm);
}

// Dropout, gradients and Adam of both must agree for this to hold over many steps.
TEST_P(SequenceTraining, FollowsTheReferenceStepByStep) {
  for (const TrainingCase& tested : {windows_case("Windows", {19, 6, 1, 24, 20, 0.3}, 10),
                                     windows_case("WindowsDeep", {19, 6, 2, 24, 20, 0.3}, 10)}) {
    const NetworkConfig& config = tested.config;
    auto expected = initial_parameters(config, 3);
    ReferenceNetwork<float> reference(config);
    Adam<float> adam(expected.size());
    ThreadPool pool(2);
    Trainer trainer(config, {.lanes = tested.lanes, .steps = tested.steps}, GetParam(), pool);
    trainer.set_parameters(expected);
    CarriedState carry(config, tested.lanes);
    std::vector<float> gradients(expected.size());
    for (std::uint64_t step = 0; step < 40; ++step) {
      const auto batch = random_sequence_batch(config, tested.lanes, tested.steps,
                                               static_cast<std::uint32_t>(step));
      const auto masks = draw_masks<float>(config, tested.lanes, tested.steps, 77, step);
      NetworkState<float> state(config, tested.lanes);
      reference.set_parameters(expected);
      reference.forward(batch, &masks, state);
      const double theirs = reference.loss(batch) * counted_rows(batch);
      reference.backward(batch, &masks, gradients);
      adam.step(expected, gradients);
      ASSERT_NEAR(trainer.step(batch, carry, 77, step, 1e-3).heads[0].sum, theirs, 1e-4);
    }
    std::vector<float> ours(expected.size());
    trainer.export_parameters(ours);
    for (std::size_t k = 0; k < ours.size(); ++k) ASSERT_NEAR(ours[k], expected[k], 2e-4);
  }
}

TEST_P(SequenceTraining, EvaluatesWindowsInBatchesOfAnySize) {
  for (const TrainingCase& tested : cases()) {
    if (tested.config.window == 0) continue;
    const auto parameters = initial_parameters(tested.config, 4);
    ReferenceNetwork<float> reference(tested.config);
    reference.set_parameters(parameters);
    ThreadPool pool(3);
    Trainer trainer(tested.config, options_for(tested), GetParam(), pool);
    trainer.set_parameters(parameters);
    CarriedState carry(tested.config, tested.lanes);
    for (const int count : {tested.lanes, (tested.lanes + 1) / 2, 1, tested.lanes}) {
      const auto batch = random_sequence_batch(tested.config, count, tested.steps, 1);
      NetworkState<float> state(tested.config, count);
      reference.forward(batch, nullptr, state);
      const double theirs = reference.loss(batch) * std::max(counted_rows(batch), 1);
      EXPECT_NEAR(trainer.evaluate(batch, carry).heads[0].sum, theirs, 2e-5 * count)
          << tested.name << ", " << count << " windows";
    }
    std::vector<float> unchanged(parameters.size());
    trainer.export_parameters(unchanged);
    EXPECT_EQ(unchanged, parameters) << tested.name;
  }
}

TEST_P(SequenceTraining, LearnsAFewWindowsByHeart) {
  const NetworkConfig config = window_sequence_config(2, false);
  ThreadPool pool(2);
  Trainer trainer(config, {.lanes = 8, .steps = 5}, GetParam(), pool);
  trainer.set_parameters(initial_parameters(config, 4));
  CarriedState carry(config, 8);
  const auto batch = random_sequence_batch(config, 8, 5, 1);
  for (std::uint64_t step = 0; step < 300; ++step) trainer.step(batch, carry, 1, step, 0.02);
  EXPECT_LT(trainer.evaluate(batch, carry).mean(), 0.05);
}

TEST_P(SequenceTraining, LearnsARepeatedPatternByHeart) {
  NetworkConfig config = sized(plain_sequence_config(), 16, 16);
  ThreadPool pool(2);
  TrainerOptions options;
  options.lanes = 2;
  options.steps = 8;
  Trainer trainer(config, options, GetParam(), pool);
  trainer.set_parameters(initial_parameters(config, 4));
  Lane lane;
  const std::vector<int> pattern = {0, 1, 0, 2, 0, 3, 0, 4};  // the past decides, not the last note
  for (std::size_t t = 0; t < 64; ++t) {
    lane.fields.push_back(pattern[t % 8]);
    lane.targets.push_back(pattern[(t + 1) % 8]);
    lane.begins.push_back(t == 0 ? 1 : 0);
  }
  const std::vector<Lane> lanes = {lane, lane};
  CarriedState carry(config, 2);
  Batch batch;
  for (std::uint64_t step = 0; step < 320; ++step) {
    cut_batch(config, lanes, step % 8 * 8, 8, batch);
    trainer.step(batch, carry, 1, step, 0.02);
  }
  carry.clear();
  Loss loss;
  for (std::size_t first = 8; first < 64; first += 8) {
    cut_batch(config, lanes, first, 8, batch);
    loss.add(trainer.evaluate(batch, carry));
  }
  EXPECT_LT(loss.mean(), 0.1);
}

INSTANTIATE_TEST_SUITE_P(Trainer, SequenceTraining, ::testing::ValuesIn(engine::all_isas()),
                         engine::name_of_isa);

}  // namespace
}  // namespace bach
