#include "compose/sampling.h"

#include <algorithm>
#include <cmath>

#include "base/math.h"

namespace bach {
namespace {

bool allowed(float logit) { return !std::isnan(logit) && !(std::isinf(logit) && logit < 0); }

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
    if (allowed(logits[i])) ranked_.push_back(static_cast<int>(i));
  }
  if (ranked_.empty()) return 0;
  std::sort(ranked_.begin(), ranked_.end(), [&](int a, int b) {
    const float x = logits[static_cast<std::size_t>(a)];
    const float y = logits[static_cast<std::size_t>(b)];
    return x != y ? x > y : a < b;
  });
  if (options_.greedy) return ranked_.front();

  if (options_.top_k > 0 && static_cast<std::size_t>(options_.top_k) < ranked_.size()) {
    ranked_.resize(static_cast<std::size_t>(options_.top_k));
  }
  const double best = logits[static_cast<std::size_t>(ranked_.front())];
  weights_.clear();
  double total = 0;
  for (const int index : ranked_) {
    const double distance = logits[static_cast<std::size_t>(index)] - best;
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
    if (left < 0) return ranked_[i];
  }
  return ranked_[count - 1];
}

}  // namespace bach
