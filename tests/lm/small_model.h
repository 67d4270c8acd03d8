// A small network of the real one's shape, for tests of lm/.
#pragma once

#include "base/random.h"
#include "lm/model.h"
#include "lm/network_parameters.h"
#include "lm/window_config.h"

namespace bach {

inline WindowConfig small_config(int layers) {
  WindowConfig config;
  config.vocabulary = 11;
  config.window = 5;
  config.layers = layers;
  config.hidden = 6;
  config.dense = 7;
  config.dropout = 0.3;
  return config;
}

// `count` rows below `bound`.
inline std::vector<int> random_rows(int count, int bound, std::uint32_t which) {
  const CounterRandom random(3, Purpose::kProgress);
  std::vector<int> rows;
  for (int k = 0; k < count; ++k) {
    rows.push_back(static_cast<int>(
        random.below(static_cast<std::uint32_t>(bound), 0, which, static_cast<std::uint32_t>(k))));
  }
  return rows;
}

inline Model model_of(const WindowConfig& config) {
  Model model;
  model.config = window_network(config);
  model.parameters = initial_parameters(model.config, 1);
  model.card.vocabulary = "pitch";
  model.card.vocabulary_fingerprint = "abc";
  model.card.corpus_hash = "def";
  model.card.program_version = "0.1.0";
  model.card.command = "train --preset notebook --seed 18446744073709551615";
  model.card.seed = 18446744073709551615u;
  model.card.steps = 600;
  model.card.held_out_nats = 2.4123456789012345;
  for (std::uint32_t k = 0; k < 3; ++k) {
    model.card.starts.push_back(random_rows(config.window, config.vocabulary, k));
  }
  return model;
}

}  // namespace bach
