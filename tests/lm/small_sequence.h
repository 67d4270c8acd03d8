// Small networks over sequences that have every feature between them, and random steps for them.
#pragma once

#include <string>
#include <vector>

#include "base/random.h"
#include "lm/batch.h"
#include "lm/network_config.h"
#include "lm/window_config.h"

namespace bach {

// One one-hot field in, one head: the plainest there is.
inline NetworkConfig plain_sequence_config() {
  NetworkConfig config;
  config.tables = {{"note", 7, 0}};
  config.fields = {{"note", 0, 0, 0}};
  config.inputs = {0};
  config.layers = 1;
  config.hidden = 5;
  config.heads = {{"note", 7, {}, 6, Activation::kNone, -1, {}, {}}};
  return config;
}

// Everything at once: shared tables, a tied output, relatives, guesses, two one-hot columns of one
// table, a head that sees what the one before chose, its hidden layer.
inline NetworkConfig rich_sequence_config(int layers, bool dropout) {
  NetworkConfig config;
  config.tables = {{"pitch", 13, 5}, {"beat", 4, 0}, {"rhythm", 6, 3}};
  config.fields = {{"last", 0, 0, 0},    {"match", 0, 0, 0},  {"beat", 1, 0, 0},
                   {"strong", 1, 3, 0},  {"rhythm", 2, 0, 0}, {"key", -1, 12, 0},
                   {"bucket", -1, 4, 0}, {"chosen", 0, 0, 0}, {"guess", -1, 20, 0}};
  config.inputs = {0, 2, 1, 3, 4};
  config.layers = layers;
  config.hidden = 7;
  config.forget_bias = 1;
  config.heads = {{"pitch",
                   13,
                   {4, 2},
                   0,
                   Activation::kNone,
                   0,
                   {{"shift", 5, 12, true}, {"step", 0, 19, false}},
                   {{1, 6}, {0, -1}}},
                  {"rhythm", 6, {7, 3}, 9, Activation::kTanh, -1, {}, {{8, 6}}},
                  {"length", 4, {7}, 17, Activation::kRelu, -1, {{"shift", 5, 12, true}}, {}}};
  if (!dropout) return config;
  config.fields[4].dropout = 0.4;
  config.input_dropout = 0.2;
  config.output_dropout = 0.5;
  config.layer_dropout = 0.3;
  config.head_dropout = 0.3;
  config.recurrent_dropout = 0.3;
  return config;
}

// The notebook's network made small.
inline NetworkConfig window_sequence_config(int layers, bool dropout) {
  return window_network({11, 5, layers, 6, 7, dropout ? 0.3 : 0});
}

// Random records and targets, some of them −1, some steps beginnings, weights of 0.5 to 3. Windows
// have targets after the last step only.
inline Batch random_sequence_batch(const NetworkConfig& config, int lanes, int steps,
                                   std::uint32_t which) {
  const CounterRandom random(5, Purpose::kProgress);
  Batch batch;
  batch.lanes = lanes;
  batch.steps = steps;
  std::uint32_t drawn = 0;
  const auto below = [&](int bound) {
    return static_cast<int>(random.below(static_cast<std::uint32_t>(bound), which, 0, drawn++));
  };
  for (int row = 0; row < lanes * steps; ++row) {
    for (std::size_t f = 0; f < config.fields.size(); ++f) {
      batch.fields.push_back(below(field_range(config, static_cast<int>(f)) + 1) - 1);
    }
    batch.weights.push_back(0.5f * static_cast<float>(1 + below(6)));
    batch.begins.push_back(below(6) == 0 ? 1 : 0);
  }
  for (const HeadConfig& head : config.heads) {
    for (int row = 0; row < lanes * steps; ++row) {
      const bool seen = row / lanes >= first_target_step(config, steps);
      batch.targets.push_back(below(5) == 0 || !seen ? -1 : below(head.classes));
    }
  }
  return batch;
}

}  // namespace bach
