// Softmax cross-entropy over a batch of rows. T is float or double.
#pragma once

namespace bach {

// Σ_b −ln softmax(logits[b])[targets[b]] in nats; each row is summed in double precision, in order
// of index. logits: [rows][classes]; targets: `rows` numbers in 0 … classes−1.
template <typename T>
double cross_entropy(int rows, int classes, const T* logits, const int* targets);

// Gradient of the mean loss: d_logits[b][v] = (softmax(logits[b])[v] − [v = targets[b]]) / rows.
template <typename T>
void cross_entropy_backward(int rows, int classes, const T* logits, const int* targets,
                            T* d_logits);

}  // namespace bach
