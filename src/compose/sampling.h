// From logits to one choice: temperature, top-k and nucleus (top-p) sampling.
#pragma once

#include <span>
#include <vector>

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

// Draws from softmax(logits / temperature) after top-k, then min-p (Nguyen et al., "Turning Up the
// Heat: Min-p Sampling", 2024), then top-p (Holtzman et al., "The Curious Case of Neural Text
// Degeneration", 2020). Equal logits rank by index. The same arguments give
// the same choice on every machine. Keeps its buffers between calls: one object a thread.
class Sampler {
 public:
  // `options` must be in range.
  explicit Sampler(const SamplingOptions& options) : options_(options) {}

  // logits: at least one; minus infinity marks a choice that is forbidden, not all may be. NaN
  // counts as forbidden. uniform: in [0, 1). Returns an index into logits.
  int choose(std::span<const float> logits, double uniform);

 private:
  SamplingOptions options_;
  std::vector<int> ranked_;
  std::vector<double> weights_;
};

// −log softmax(logits)[index]. Finite logits; the same number on every machine.
double nats_of(std::span<const float> logits, int index);

}  // namespace bach
