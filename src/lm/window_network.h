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

// T is float or double. Keeps its buffers between calls; one object a thread.
template <typename T>
class WindowNetwork {
 public:
  // `config` must be valid.
  explicit WindowNetwork(const ModelConfig& config);

  // Uses the weights in `block`, laid out by ParameterLayout, which must outlive its use. Call
  // again whenever they have changed: transposed copies are made here.
  void set_parameters(std::span<const T> block);

  // rows: [B][T] indices in 0 … V−1, window by window, any B > 0. Returns logits [B][V], valid
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
    std::vector<T> bias;         // bias_ih + bias_hh: [4H]
    LstmTrace<T> trace;
    std::vector<T> masked;  // its outputs times the mask above it: [T][B][H]
  };

  LstmShape lstm_shape() const { return {config_.window, batch_, config_.hidden}; }
  const T* last_hidden() const;                                    // of the top layer, [B][H]
  const T* input_of(std::size_t l, const DropoutMasks<T>*) const;  // of layer l > 0, [T][B][H]
  void forward_layer(std::size_t l, const DropoutMasks<T>* masks);
  void forward_head(const DropoutMasks<T>* masks);
  void backward_head(std::span<const int> targets, const DropoutMasks<T>* masks,
                     const NetworkView<T>& gradient);
  void backward_layer(std::size_t l, const DropoutMasks<T>* masks, const LstmView<T>& gradient);

  ModelConfig config_;
  int batch_ = 0;  // B of the last forward()
  NetworkView<const T> weights_;
  std::vector<Layer> layers_;
  std::vector<T> lin_1_t_, lin_2_t_;   // weights transposed: [H][D], [D][V]
  std::vector<int> rows_;              // of the last forward(), [T][B]
  std::vector<T> dense_, logits_;      // [B][D] after dropout, [B][V]
  std::vector<T> d_dense_, d_logits_;  // their gradients
  std::vector<T> d_hidden_, d_gates_;  // [T][B][H], [T][B][4H]
  std::vector<T> d_input_t_;           // gradient of the first layer's input_t
};

}  // namespace bach
