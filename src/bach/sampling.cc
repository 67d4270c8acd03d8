#include "bach/sampling.h"

#include <algorithm>
#include <cmath>

#include "base/random.h"
#include "compose/sampling.h"

namespace bach {

double uniform_of_note(std::uint64_t seed, std::uint64_t note, std::uint32_t output) {
  return CounterRandom(seed, Purpose::kSample).uniform_double(note, output, 0);
}

std::uint32_t beginning_of_melody(std::uint64_t seed, std::uint32_t count, std::uint32_t output) {
  return CounterRandom(seed, Purpose::kPrimer).below(count, 0, output, 0);
}

Result<int> draw_note(std::span<const float> logits, const SamplingOptions& options,
                      double uniform) {
  if (std::none_of(logits.begin(), logits.end(),
                   [](float logit) { return !std::isnan(logit) && logit > -HUGE_VALF; })) {
    return invalid_argument("logits", "must hold one that may be chosen");
  }
  if (std::any_of(logits.begin(), logits.end(), [](float logit) { return logit == HUGE_VALF; })) {
    return invalid_argument("logits", "must be below infinity");
  }
  if (!(uniform >= 0 && uniform < 1)) {
    return invalid_argument("uniform", "must be from 0 to below 1");
  }
  if (!(options.temperature >= 0.01 && options.temperature <= 100)) {
    return invalid_argument("temperature", "must be from 0.01 to 100");
  }
  if (options.top_k < 0) return invalid_argument("top_k", "must be 0 or more");
  if (!(options.top_p > 0 && options.top_p <= 1)) {
    return invalid_argument("top_p", "must be above 0 and at most 1");
  }
  if (!(options.min_p >= 0 && options.min_p <= 1)) {
    return invalid_argument("min_p", "must be from 0 to 1");
  }
  return Sampler(options).choose(logits, uniform);
}

}  // namespace bach
