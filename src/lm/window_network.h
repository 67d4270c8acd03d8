// The notebook's network on windows: forward, loss and backward, in plain kernels.
//
//   rows [B][T] → LSTM, L layers, dropout between → its last output [B][H] → linear [B][D]
//   → dropout → linear → logits [B][V]
//
// The reference that faster engines are compared with.
#pragma once

#include <span>
#include <vector>

#include "lm/config.h"
#include "lm/parameters.h"
#include "nn/lstm.h"

namespace bach {

// The factors dropout multiplies by; empty vectors drop nothing.
template <typename T>
struct DropoutMasks {
  std::vector<std::vector<T>> between;  // for each layer but the last: [B][T][H]
  std::vector<T> head;                  // [B][D]
};

// Draws the masks of one training step (see nn/dropout.h); all empty when config.dropout is 0.
// `masks` keeps its memory from call to call.
template <typename T>
void draw_masks(const ModelConfig& config, int batch, std::uint64_t seed, std::uint64_t step,
                DropoutMasks<T>& masks);

// T is float or double. Holds what forward leaves for backward; one object a thread.
template <typename T>
class WindowNetwork {
 public:
  // `config` must be valid. `most_rows` is the largest batch it will see.
  WindowNetwork(const ModelConfig& config, int most_rows);

  // Takes over a block of weights laid out by ParameterLayout; copies nothing but what it needs
  // transposed, so the block must outlive its use. Call again whenever the weights have changed.
  void set_parameters(std::span<const T> block);

  // rows: [B][T] indices in 0 … V−1, window by window, B <= most_rows. Returns logits [B][V], valid
  // until the next call. Null masks drop nothing (evaluation).
  std::span<const T> forward(std::span<const int> rows, const DropoutMasks<T>* masks = nullptr);

  // The sum over the batch of the losses −ln softmax(logits)[target] of the last forward().
  double loss(std::span<const int> targets) const;

  // Gradient of the mean loss of the last forward(), written over `gradients`, which is laid out
  // like the weights. `masks` as given to that forward().
  void backward(std::span<const int> targets, const DropoutMasks<T>* masks, std::span<T> gradients);

 private:
  struct Layer {
    std::vector<T> input_t;      // weight_ih transposed: [V or H][4H]
    std::vector<T> recurrent_t;  // weight_hh transposed: [H][4H]
    LstmTrace<T> trace;
    std::vector<T> input;  // what the layer above sees: hidden states times mask, [T][B][H]
  };

  std::size_t time_rows() const;
  void run_layer(std::size_t l, const DropoutMasks<T>* masks);
  void backward_layer(std::size_t l, const DropoutMasks<T>* masks, const LstmView<T>& gradient);

  ModelConfig config_;
  int most_rows_;
  int batch_ = 0;  // B of the last forward()
  NetworkView<const T> weights_;
  std::vector<Layer> layers_;
  std::vector<T> lin_1_t_, lin_2_t_;   // weights transposed: [H][D], [D][V]
  std::vector<int> rows_;              // of the last forward(), [T][B]
  std::vector<T> dense_, logits_;      // [B][D] after dropout, [B][V]
  std::vector<T> d_logits_, d_dense_;  // gradients of those
  std::vector<T> d_hidden_, d_gates_;  // [T][B][H], [T][B][4H]
};

}  // namespace bach
