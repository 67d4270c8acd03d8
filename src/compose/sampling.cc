#include "compose/sampling.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>

#include "base/math.h"

namespace bach {
namespace {

bool allowed(float logit) { return !std::isnan(logit) && !(std::isinf(logit) && logit < 0); }

// Numbers that rise as logits fall and, of equal ones, as indices rise.
std::uint64_t rank(float logit, std::size_t index) {
  const auto bits = std::bit_cast<std::uint32_t>(logit + 0.0F);  // −0 is 0
  constexpr std::uint32_t kSign = 1U << 31U;
  const std::uint32_t falling = (bits & kSign) != 0 ? bits : ~(bits | kSign);
  return std::uint64_t{falling} << 32U | index;
}
std::size_t ranked_index(std::uint64_t rank) { return rank & 0xFFFFFFFFU; }

}  // namespace

double nats_of(std::span<const float> logits, int index) {
  const float best = *std::max_element(logits.begin(), logits.end());
  double total = 0;
  for (const float logit : logits) total += portable_exp(double{logit} - double{best});
  return portable_log(total) + double{best} - double{logits[static_cast<std::size_t>(index)]};
}

int Sampler::choose(std::span<const float> logits, double uniform) {
  ranked_.clear();
  for (std::size_t i = 0; i < logits.size(); ++i) {
    if (allowed(logits[i])) ranked_.push_back(rank(logits[i], i));
  }
  if (ranked_.empty()) return 0;
  std::sort(ranked_.begin(), ranked_.end());
  const auto index = [&](std::size_t place) { return ranked_index(ranked_[place]); };
  if (options_.greedy) return static_cast<int>(index(0));

  if (options_.top_k > 0 && static_cast<std::size_t>(options_.top_k) < ranked_.size()) {
    ranked_.resize(static_cast<std::size_t>(options_.top_k));
  }
  const double best = logits[index(0)];
  weights_.clear();
  double total = 0;
  for (const std::uint64_t each : ranked_) {
    const double distance = logits[ranked_index(each)] - best;
    const double weight = portable_exp(distance / options_.temperature);
    if (weight < options_.min_p) break;  // of the best, whose weight is 1
    weights_.push_back(weight);
    total += weights_.back();
  }
  double kept = 0;
  std::size_t count = 0;
  while (count < weights_.size() && (count == 0 || kept < options_.top_p * total)) {
    kept += weights_[count++];
  }
  double left = uniform * kept;
  for (std::size_t i = 0; i + 1 < count; ++i) {
    left -= weights_[i];
    if (left < 0) return static_cast<int>(index(i));
  }
  return static_cast<int>(index(count - 1));
}

}  // namespace bach
