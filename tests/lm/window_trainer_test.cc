// The fast engine against the plain kernels in double precision, tensor by tensor, and against
// itself on every instruction set and number of threads.
#include "lm/window_trainer.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "lm/small_model.h"
#include "lm/window_network.h"

namespace bach {
namespace {

using engine::Isa;

struct Case {
  std::string name;
  ModelConfig config;
  int batch;
};

ModelConfig shape(int vocabulary, int window, int layers, int hidden, int dense, double dropout) {
  ModelConfig config;
  config.vocabulary = vocabulary;
  config.window = window;
  config.layers = layers;
  config.hidden = hidden;
  config.dense = dense;
  config.dropout = dropout;
  return config;
}

// Numbers that fit the engine's panels of 16 and tiles, and numbers that do not.
std::vector<Case> cases() {
  return {{"Tiny", shape(2, 1, 1, 1, 1, 0), 1},
          {"Odd", shape(7, 3, 1, 17, 9, 0.3), 13},
          {"OddDeep", shape(33, 5, 3, 21, 37, 0.5), 7},
          {"TwoLayersWithoutDropout", shape(16, 4, 2, 16, 16, 0), 16},
          {"Even", shape(79, 6, 2, 48, 64, 0.3), 24},
          {"Wide", shape(79, 2, 1, 272, 40, 0.3), 65}};
}

struct Batch {
  explicit Batch(const Case& tested, std::uint32_t which = 0)
      : rows(random_rows(tested.batch * tested.config.window, tested.config.vocabulary, which)),
        targets(random_rows(tested.batch, tested.config.vocabulary, which + 1)) {}
  std::vector<int> rows, targets;
};

class EachIsa : public ::testing::TestWithParam<Isa> {
 protected:
  void SetUp() override {
    if (!engine::isa_available(GetParam())) {
      GTEST_SKIP() << "this processor lacks " << engine::isa_name(GetParam());
    }
  }
};

TEST_P(EachIsa, GradientsAndLossAgreeWithTheReference) {
  for (const Case& tested : cases()) {
    const ParameterLayout layout(tested.config);
    const auto parameters = initial_parameters(layout, 4);
    const Batch batch(tested);

    const std::vector<double> wide(parameters.begin(), parameters.end());
    WindowNetwork<double> reference(tested.config);
    reference.set_parameters(wide);
    DropoutMasks<double> masks;
    draw_masks(tested.config, tested.batch, 5, 17, masks);
    reference.forward(batch.rows, &masks);
    const double loss = reference.loss(batch.targets) / tested.batch;
    std::vector<double> expected(layout.size());
    reference.backward(batch.targets, &masks, expected);

    ThreadPool pool(2);
    WindowTrainer trainer(tested.config, tested.batch, GetParam(), pool);
    trainer.weights().set_parameters(parameters);
    EXPECT_NEAR(trainer.step(batch.rows, batch.targets, 5, 17), loss, 1e-6) << tested.name;
    std::vector<float> gradients(layout.size());
    trainer.weights().export_gradients(gradients);
    for (const TensorSlot& slot : layout.tensors()) {
      double difference = 0, norm = 0;
      for (std::size_t k = slot.offset; k < slot.offset + slot.size; ++k) {
        difference += (gradients[k] - expected[k]) * (gradients[k] - expected[k]);
        norm += expected[k] * expected[k];
      }
      EXPECT_LE(std::sqrt(difference), 2e-6 * std::sqrt(norm) + 1e-12)
          << tested.name << ": " << slot.name;
    }
  }
}

std::vector<float> parameters_after(const Case& tested, Isa isa, int threads, int steps) {
  const ParameterLayout layout(tested.config);
  ThreadPool pool(threads);
  WindowTrainer trainer(tested.config, tested.batch, isa, pool);
  trainer.weights().set_parameters(initial_parameters(layout, 4));
  std::vector<float> numbers(layout.size());
  for (int step = 0; step < steps; ++step) {
    const Batch batch(tested, static_cast<std::uint32_t>(step));
    numbers.push_back(static_cast<float>(
        trainer.step(batch.rows, batch.targets, 9, static_cast<std::uint64_t>(step))));
  }
  trainer.weights().export_parameters(std::span(numbers).first(layout.size()));
  return numbers;
}

TEST_P(EachIsa, ThreadsAndInstructionSetsChangeNoBit) {
  for (const Case& tested : cases()) {
    const auto expected = parameters_after(tested, Isa::kPortable, 1, 3);
    for (const int threads : {1, 2, 3, 5}) {
      EXPECT_EQ(parameters_after(tested, GetParam(), threads, 3), expected)
          << tested.name << ", " << threads << " threads";
    }
  }
}

TEST_P(EachIsa, EvaluatesAnyPartOfABatchWithoutDropout) {
  for (const Case& tested : cases()) {
    const ParameterLayout layout(tested.config);
    const auto parameters = initial_parameters(layout, 4);
    const Batch batch(tested);
    WindowNetwork<float> reference(tested.config);
    reference.set_parameters(parameters);
    ThreadPool pool(3);
    WindowTrainer trainer(tested.config, tested.batch, GetParam(), pool);
    trainer.weights().set_parameters(parameters);
    for (const int count : {tested.batch, (tested.batch + 1) / 2, 1}) {
      const auto rows = std::span(batch.rows)
                            .first(static_cast<std::size_t>(count) *
                                   static_cast<std::size_t>(tested.config.window));
      const auto targets = std::span(batch.targets).first(static_cast<std::size_t>(count));
      reference.forward(rows);
      EXPECT_NEAR(trainer.evaluate(rows, targets), reference.loss(targets), 1e-5 * count)
          << tested.name << ", " << count << " windows";
    }
    std::vector<float> unchanged(layout.size());
    trainer.weights().export_parameters(unchanged);
    EXPECT_EQ(unchanged, parameters) << tested.name;
  }
}

TEST_P(EachIsa, LearnsASmallBatchByHeart) {
  Case tested{"", small_config(2), 8};
  tested.config.dropout = 0;
  ThreadPool pool(2);
  WindowTrainer trainer(tested.config, tested.batch, GetParam(), pool, {.learning_rate = 0.02});
  trainer.weights().set_parameters(initial_parameters(ParameterLayout(tested.config), 4));
  const Batch batch(tested);
  for (std::uint64_t step = 0; step < 300; ++step) {
    trainer.step(batch.rows, batch.targets, 1, step);
  }
  EXPECT_LT(trainer.evaluate(batch.rows, batch.targets) / tested.batch, 0.05);
}

INSTANTIATE_TEST_SUITE_P(WindowTrainer, EachIsa, ::testing::ValuesIn(engine::all_isas()),
                         [](const auto& tested) {
                           return std::string(engine::isa_name(tested.param));
                         });

}  // namespace
}  // namespace bach
