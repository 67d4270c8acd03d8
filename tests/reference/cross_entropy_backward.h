// The gradient of nn/cross_entropy.h.
#pragma once

#include <algorithm>

#include "reference/activations.h"

namespace bach {

// Of the mean loss: d_logits[b][v] = (softmax(logits[b])[v] − [v = targets[b]]) / rows.
template <typename T>
void cross_entropy_backward(int rows, int classes, const T* logits, const int* targets,
                            T* d_logits) {
  for (int r = 0; r < rows; ++r, logits += classes, d_logits += classes) {
    const T most = *std::max_element(logits, logits + classes);
    T sum = 0;
    for (int v = 0; v < classes; ++v) d_logits[v] = kernel_exp(logits[v] - most);
    for (int v = 0; v < classes; ++v) sum += d_logits[v];
    const T scale = 1 / (sum * static_cast<T>(rows));
    for (int v = 0; v < classes; ++v) d_logits[v] *= scale;
    d_logits[targets[r]] -= 1 / static_cast<T>(rows);
  }
}

}  // namespace bach
