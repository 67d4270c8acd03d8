#include "nn/cross_entropy.h"

#include <algorithm>

#include "base/math.h"
#include "nn/activations.h"

namespace bach {

template <typename T>
double cross_entropy(int rows, int classes, const T* logits, const int* targets) {
  double total = 0;
  for (int r = 0; r < rows; ++r, logits += classes) {
    const double most = *std::max_element(logits, logits + classes);
    double sum = 0;
    for (int v = 0; v < classes; ++v) sum += portable_exp(static_cast<double>(logits[v]) - most);
    total += portable_log(sum) + most - static_cast<double>(logits[targets[r]]);
  }
  return total;
}

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

template double cross_entropy(int, int, const float*, const int*);
template double cross_entropy(int, int, const double*, const int*);
template void cross_entropy_backward(int, int, const float*, const int*, float*);
template void cross_entropy_backward(int, int, const double*, const int*, double*);

}  // namespace bach
