// What logits say.
#pragma once

#include <span>
#include <vector>

namespace bach {

// softmax(logits): their sum is 1. At least one logit is finite. The same numbers on every machine.
std::vector<double> probabilities_of(std::span<const float> logits);

}  // namespace bach
