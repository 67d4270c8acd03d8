#include "lm/probabilities.h"

#include <algorithm>

#include "base/math.h"

namespace bach {

std::vector<double> probabilities_of(std::span<const float> logits) {
  const double highest = *std::max_element(logits.begin(), logits.end());
  std::vector<double> shares;
  double sum = 0;
  for (const float logit : logits) {
    shares.push_back(portable_exp(logit - highest));
    sum += shares.back();
  }
  for (double& share : shares) share /= sum;
  return shares;
}

}  // namespace bach
