// From logits to one choice: temperature, top-k and nucleus (top-p) sampling.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "compose/sampling_options.h"

namespace bach {

// Draws from softmax(logits / temperature) after top-k, then min-p (Nguyen et al., "Turning Up the
// Heat: Min-p Sampling", 2024), then top-p (Holtzman et al., "The Curious Case of Neural Text
// Degeneration", 2020). Equal logits rank by index. The same arguments
// give the same choice on every machine. Keeps its buffers between calls: one object a thread.
class Sampler {
 public:
  // `options` must be in range.
  explicit Sampler(const SamplingOptions& options) : options_(options) {}

  // logits: at least one; minus infinity marks a choice that is forbidden, not all may be. NaN
  // counts as forbidden. uniform: in [0, 1). Returns an index into logits.
  int choose(std::span<const float> logits, double uniform);

 private:
  SamplingOptions options_;
  std::vector<std::uint64_t> ranked_;
  std::vector<double> weights_;
};

// −log softmax(logits)[index]. Finite logits; the same number on every machine.
double nats_of(std::span<const float> logits, int index);

}  // namespace bach
