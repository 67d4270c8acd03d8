// A network over sequences (lm/network_config.h) in the plainest of code: one row after another,
// every product a loop. The reference that the fast engine is tested against, and whose gradients
// are tested against finite differences.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "lm/batch.h"
#include "lm/network_config.h"
#include "lm/network_parameters.h"

namespace bach {

// The factors dropout multiplies by in one training step (see nn/dropout.h for which unit stays,
// lm/batch.h for the places); an empty vector drops nothing.
template <typename T>
struct NetworkMasks {
  std::vector<T> input;                   // [B][W]
  std::vector<T> output;                  // [B][H]
  std::vector<std::vector<T>> between;    // for each layer but the last: [B][T][H]
  std::vector<std::vector<T>> heads;      // for each head: [B][T less the first, unseen][D]
  std::vector<std::vector<T>> recurrent;  // for each layer: [4H][H]
};

template <typename T>
NetworkMasks<T> draw_masks(const NetworkConfig& config, int lanes, int steps, std::uint64_t seed,
                           std::uint64_t step);

// What a layer carries from one batch of the same lanes to the next.
template <typename T>
struct NetworkState {
  NetworkState(const NetworkConfig& config, int lanes);  // zero

  std::vector<std::vector<T>> hidden, cell;  // for each layer: [B][H]
};

// The output of `relative` that a class has at that value of its field; −1: none.
inline int relative_output(const RelativeConfig& relative, int c, int value) {
  if (relative.cyclic) return (c + value) % relative.outputs;
  const int output = c - value + relative.outputs / 2;
  return output < relative.outputs ? output : -1;
}

// T is float or double. Rows are those of Batch.
template <typename T>
class ReferenceNetwork {
 public:
  // `config` must be valid.
  explicit ReferenceNetwork(const NetworkConfig& config);

  // `block`, laid out by ParameterLayout, must outlive its use.
  void set_parameters(std::span<const T> block);

  // Logits of all heads at all steps. `state` is carried in and out; windows start from zero
  // whatever it is. Null masks drop nothing.
  void forward(const Batch& batch, const NetworkMasks<T>* masks, NetworkState<T>& state);

  // [N][classes] of the last forward().
  std::span<const T> logits(std::size_t head) const { return heads_[head].logits; }

  // Σ over heads and rows with a target of weight · −ln softmax(logits)[target], over the number
  // of rows that have a target for some head.
  double loss(const Batch& batch) const;

  // Gradient of that loss for the last forward(), written over `gradients`, which is laid out like
  // the weights. The states carried in and out are taken to be constants.
  void backward(const Batch& batch, const NetworkMasks<T>* masks, std::span<T> gradients);

 private:
  struct Layer {
    std::vector<T> recurrent;                   // W_hh, some dropped: [4H][H]
    std::vector<T> x;                           // [N][inputs]
    std::vector<T> hidden_before, cell_before;  // [N][H]
    std::vector<T> gates;                       // [N][4H] after activation
    std::vector<T> cell_tanh, out;              // [N][H]; out after the mask above it
  };
  struct Head {
    FieldInputs inputs;
    std::vector<T> seen;    // [N][H + R + W]
    std::vector<T> hidden;  // [N][D], activated, before the mask
    std::vector<T> x;       // [N][X]
    std::vector<T> output;  // [N][width] when tied
    std::vector<T> logits;  // [N][C]
  };

  int width_of(const HeadConfig& head) const;
  void fill_inputs(const FieldInputs& inputs, const int* record, const T* mask, T* out) const;
  void add_to_tables(const FieldInputs& inputs, const int* record, const T* mask, const T* d_x,
                     const NetworkView<T>& gradient) const;
  bool begins(const Batch& batch, int row) const;
  const T* mask_above(std::size_t l, const NetworkMasks<T>* masks, int lane, int t) const;
  void forward_layer(std::size_t l, const Batch& batch, const NetworkMasks<T>* masks,
                     NetworkState<T>& state);
  void forward_head(std::size_t k, const Batch& batch, const NetworkMasks<T>* masks);
  const T* head_mask(std::size_t k, const NetworkMasks<T>* masks, int row) const;
  void forward_x(std::size_t k, int row, const NetworkMasks<T>* masks);
  void forward_logits(std::size_t k, int row, const int* record);
  void backward_head(std::size_t k, const Batch& batch, const NetworkMasks<T>* masks,
                     const NetworkView<T>& gradient);
  void backward_x(std::size_t k, int row, const NetworkMasks<T>* masks, const T* d_x,
                  const HeadView<T>& gradient, T* d_seen) const;
  void backward_logits(std::size_t k, int row, const int* record, const T* d_logits,
                       const NetworkView<T>& gradient, T* d_x) const;
  void backward_layer(std::size_t l, const Batch& batch, const NetworkMasks<T>* masks,
                      const NetworkView<T>& gradient);

  NetworkConfig config_;
  FieldInputs inputs_;
  NetworkView<const T> weights_;
  int lanes_ = 0, steps_ = 0;  // of the last forward()
  std::vector<Layer> layers_;
  std::vector<Head> heads_;
  std::vector<T> d_out_;  // gradient of a layer's outputs: [N][H]
};

}  // namespace bach
