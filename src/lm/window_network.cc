#include "lm/window_network.h"

#include <algorithm>
#include <cstddef>

#include "nn/cross_entropy.h"
#include "nn/dropout.h"
#include "nn/linear.h"
#include "nn/matrix.h"

namespace bach {
namespace {

std::size_t product(int a, int b, int c = 1) {
  return static_cast<std::size_t>(a) * static_cast<std::size_t>(b) * static_cast<std::size_t>(c);
}

// values[T][B][H] times mask[B][T][H], into out[T][B][H] (which may be values).
template <typename T>
void multiply_by_mask(int steps, int rows, int units, const T* values, const T* mask, T* out) {
  for (int t = 0; t < steps; ++t) {
    for (int b = 0; b < rows; ++b) {
      const T* factor = mask + product(b * steps + t, units);
      for (int u = 0; u < units; ++u) *out++ = *values++ * factor[u];
    }
  }
}

template <typename T>
void multiply(std::vector<T>& values, const std::vector<T>& factors) {
  for (std::size_t k = 0; k < values.size(); ++k) values[k] *= factors[k];
}

template <typename T>
void transpose_into(int rows, int columns, const T* from, std::vector<T>& to) {
  to.resize(product(rows, columns));
  transpose(rows, columns, from, to.data());
}

}  // namespace

template <typename T>
void draw_masks(const ModelConfig& config, int batch, std::uint64_t seed, std::uint64_t step,
                DropoutMasks<T>& masks) {
  if (config.dropout == 0) {
    masks = {};
    return;
  }
  const auto fill = [&](std::uint32_t site, std::size_t width, std::vector<T>& mask) {
    mask.resize(product(batch, 1) * width);
    for (int b = 0; b < batch; ++b) {
      fill_dropout_mask(seed, step, site, static_cast<std::uint32_t>(b), config.dropout,
                        std::span(mask).subspan(product(b, 1) * width, width));
    }
  };
  masks.between.resize(product(config.layers - 1, 1));
  for (int l = 0; l + 1 < config.layers; ++l) {
    fill(site_after_layer(l), product(config.window, config.hidden), masks.between[product(l, 1)]);
  }
  fill(kHeadSite, product(config.dense, 1), masks.head);
}

template <typename T>
WindowNetwork<T>::WindowNetwork(const ModelConfig& config)
    : config_(config), layers_(product(config.layers, 1)) {}

template <typename T>
void WindowNetwork<T>::set_parameters(std::span<const T> block) {
  weights_ = view_network(config_, block.data());
  const int gates = 4 * config_.hidden;
  for (std::size_t l = 0; l < layers_.size(); ++l) {
    const LstmView<const T>& lstm = weights_.lstm[l];
    transpose_into(gates, l == 0 ? config_.vocabulary : config_.hidden, lstm.weight_ih,
                   layers_[l].input_t);
    transpose_into(gates, config_.hidden, lstm.weight_hh, layers_[l].recurrent_t);
    layers_[l].bias.assign(lstm.bias_ih, lstm.bias_ih + gates);
    add_row_to_all(1, gates, lstm.bias_hh, layers_[l].bias.data());
  }
  transpose_into(config_.dense, config_.hidden, weights_.lin_1.weight, lin_1_t_);
  transpose_into(config_.vocabulary, config_.dense, weights_.lin_2.weight, lin_2_t_);
}

template <typename T>
const T* WindowNetwork<T>::last_hidden() const {
  return layers_.back().trace.hidden.data() + product(config_.window, batch_, config_.hidden);
}

template <typename T>
const T* WindowNetwork<T>::input_of(std::size_t l, const DropoutMasks<T>* masks) const {
  const Layer& below = layers_[l - 1];
  if (masks != nullptr && !masks->between.empty()) return below.masked.data();
  return below.trace.hidden.data() + product(batch_, config_.hidden);
}

// ---- forward

template <typename T>
std::span<const T> WindowNetwork<T>::forward(std::span<const int> rows,
                                             const DropoutMasks<T>* masks) {
  batch_ = static_cast<int>(rows.size()) / config_.window;
  rows_.resize(rows.size());
  transpose(batch_, config_.window, rows.data(), rows_.data());
  for (std::size_t l = 0; l < layers_.size(); ++l) forward_layer(l, masks);
  forward_head(masks);
  return logits_;
}

template <typename T>
void WindowNetwork<T>::forward_layer(std::size_t l, const DropoutMasks<T>* masks) {
  Layer& layer = layers_[l];
  const LstmShape shape = lstm_shape();
  const int time_rows = shape.steps * shape.rows;
  layer.trace.reset(shape);
  T* gates = layer.trace.gates.data();
  if (l == 0) {
    gather_rows(time_rows, 4 * shape.units, layer.input_t.data(), rows_.data(), gates);
    add_row_to_all(time_rows, 4 * shape.units, layer.bias.data(), gates);
  } else {
    linear_forward({time_rows, shape.units, 4 * shape.units}, input_of(l, masks),
                   layer.input_t.data(), layer.bias.data(), gates);
  }
  lstm_forward(shape, layer.recurrent_t.data(), layer.trace);
  if (masks != nullptr && l < masks->between.size()) {
    layer.masked.resize(product(time_rows, shape.units));
    multiply_by_mask(shape.steps, shape.rows, shape.units,
                     layer.trace.hidden.data() + product(shape.rows, shape.units),
                     masks->between[l].data(), layer.masked.data());
  }
}

template <typename T>
void WindowNetwork<T>::forward_head(const DropoutMasks<T>* masks) {
  dense_.resize(product(batch_, config_.dense));
  logits_.resize(product(batch_, config_.vocabulary));
  linear_forward({batch_, config_.hidden, config_.dense}, last_hidden(), lin_1_t_.data(),
                 weights_.lin_1.bias, dense_.data());
  if (masks != nullptr && !masks->head.empty()) multiply(dense_, masks->head);
  linear_forward({batch_, config_.dense, config_.vocabulary}, dense_.data(), lin_2_t_.data(),
                 weights_.lin_2.bias, logits_.data());
}

template <typename T>
double WindowNetwork<T>::loss(std::span<const int> targets) const {
  return cross_entropy(batch_, config_.vocabulary, logits_.data(), targets.data());
}

// ---- backward

template <typename T>
void WindowNetwork<T>::backward(std::span<const int> targets, const DropoutMasks<T>* masks,
                                std::span<T> gradients) {
  std::fill(gradients.begin(), gradients.end(), T{0});
  const NetworkView<T> gradient = view_network(config_, gradients.data());
  backward_head(targets, masks, gradient);
  for (std::size_t l = layers_.size(); l-- > 0;) backward_layer(l, masks, gradient.lstm[l]);
}

// Leaves the gradient of the top layer's outputs in d_hidden_: zero but for the last step.
template <typename T>
void WindowNetwork<T>::backward_head(std::span<const int> targets, const DropoutMasks<T>* masks,
                                     const NetworkView<T>& gradient) {
  d_logits_.resize(logits_.size());
  d_dense_.resize(dense_.size());
  d_hidden_.assign(product(config_.window, batch_, config_.hidden), T{0});
  cross_entropy_backward(batch_, config_.vocabulary, logits_.data(), targets.data(),
                         d_logits_.data());
  const LinearShape second{batch_, config_.dense, config_.vocabulary};
  linear_backward_weights(second, dense_.data(), d_logits_.data(), gradient.lin_2.weight,
                          gradient.lin_2.bias);
  linear_backward_input(second, d_logits_.data(), weights_.lin_2.weight, d_dense_.data());
  if (masks != nullptr && !masks->head.empty()) multiply(d_dense_, masks->head);
  const LinearShape first{batch_, config_.hidden, config_.dense};
  linear_backward_weights(first, last_hidden(), d_dense_.data(), gradient.lin_1.weight,
                          gradient.lin_1.bias);
  linear_backward_input(first, d_dense_.data(), weights_.lin_1.weight,
                        d_hidden_.data() + product(config_.window - 1, batch_, config_.hidden));
}

// Takes the gradient of the layer's outputs in d_hidden_ and leaves that of its inputs there.
template <typename T>
void WindowNetwork<T>::backward_layer(std::size_t l, const DropoutMasks<T>* masks,
                                      const LstmView<T>& gradient) {
  const Layer& layer = layers_[l];
  const LstmShape shape = lstm_shape();
  const int time_rows = shape.steps * shape.rows;
  const int gates = 4 * shape.units;
  d_gates_.resize(product(time_rows, gates));
  lstm_backward(shape, weights_.lstm[l].weight_hh, layer.trace, d_hidden_.data(), d_gates_.data());

  // The hidden states each step began with stand at the front of the trace.
  add_transposed_product(gates, shape.units, time_rows, d_gates_.data(), layer.trace.hidden.data(),
                         gradient.weight_hh);
  add_column_sums(time_rows, gates, d_gates_.data(), gradient.bias_ih);
  std::copy_n(gradient.bias_ih, gates, gradient.bias_hh);
  if (l == 0) {
    d_input_t_.assign(product(config_.vocabulary, gates), T{0});
    scatter_add_rows(time_rows, gates, d_gates_.data(), rows_.data(), d_input_t_.data());
    transpose(config_.vocabulary, gates, d_input_t_.data(), gradient.weight_ih);
    return;
  }
  add_transposed_product(gates, shape.units, time_rows, d_gates_.data(), input_of(l, masks),
                         gradient.weight_ih);
  linear_backward_input({time_rows, shape.units, gates}, d_gates_.data(),
                        weights_.lstm[l].weight_ih, d_hidden_.data());
  if (masks != nullptr && !masks->between.empty()) {
    multiply_by_mask(shape.steps, shape.rows, shape.units, d_hidden_.data(),
                     masks->between[l - 1].data(), d_hidden_.data());
  }
}

template void draw_masks(const ModelConfig&, int, std::uint64_t, std::uint64_t,
                         DropoutMasks<float>&);
template void draw_masks(const ModelConfig&, int, std::uint64_t, std::uint64_t,
                         DropoutMasks<double>&);
template class WindowNetwork<float>;
template class WindowNetwork<double>;

}  // namespace bach
