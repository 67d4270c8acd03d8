// How one of several possible notes is drawn; see compose/sampling.h.
#pragma once

namespace bach {

struct SamplingOptions {
  bool greedy = false;       // always the most probable; the rest is then ignored
  double temperature = 1.0;  // 0.01 … 100; below 1 sharpens, above 1 flattens
  int top_k = 0;             // keep the k most probable; 0 keeps all
  double top_p = 1.0;        // (0, 1]: keep the fewest that hold this much probability together
  double min_p = 0;          // [0, 1]: keep what has this share of the best one's probability
};

// The top-p of what is composed, unless another is asked for.
inline constexpr double kMelodyTopP = 0.95;  // from models of pitches alone
inline constexpr double kMovementTopP = 1;   // a movement from a suite model
inline constexpr double kSuiteTopP = 0.99;   // six of them in one key

}  // namespace bach
