// Softmax cross-entropy over a batch of rows.
#pragma once

namespace bach {

// Σ_b −ln softmax(logits[b])[targets[b]] in nats; each row is summed in double precision, in order
// of index. logits: [rows][classes]; targets: `rows` numbers in 0 … classes−1. T is float or
// double.
template <typename T>
double cross_entropy(int rows, int classes, const T* logits, const int* targets);

}  // namespace bach
