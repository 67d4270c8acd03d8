#include "nn/cross_entropy.h"

#include <algorithm>

#include "base/math.h"

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

template double cross_entropy(int, int, const float*, const int*);
template double cross_entropy(int, int, const double*, const int*);

}  // namespace bach
