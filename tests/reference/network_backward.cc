// The way back through ReferenceNetwork.
#include <algorithm>
#include <cstddef>

#include "reference/cross_entropy_backward.h"
#include "reference/network.h"
#include "reference/rows.h"

namespace bach {
namespace {

// d_values becomes the gradient before the activation whose results are `values`.
template <typename T>
void activation_gradient(Activation activation, int count, const T* values, T* d_values) {
  for (int k = 0; k < count; ++k) {
    if (activation == Activation::kRelu) d_values[k] *= values[k] > 0 ? T{1} : T{0};
    if (activation == Activation::kTanh) d_values[k] *= 1 - values[k] * values[k];
  }
}

}  // namespace

template <typename T>
void ReferenceNetwork<T>::backward(const Batch& batch, const NetworkMasks<T>* masks,
                                   std::span<T> gradients) {
  std::fill(gradients.begin(), gradients.end(), T{0});
  const NetworkView<T> gradient = view_sequence(config_, gradients.data());
  d_out_.assign(static_cast<std::size_t>(batch.rows()) * static_cast<std::size_t>(config_.hidden),
                T{0});
  for (std::size_t k = 0; k < heads_.size(); ++k) backward_head(k, batch, masks, gradient);
  for (std::size_t l = layers_.size(); l-- > 0;) backward_layer(l, batch, masks, gradient);
}

template <typename T>
void ReferenceNetwork<T>::add_to_tables(const FieldInputs& inputs, const int* record, const T* mask,
                                        const T* d_x, const NetworkView<T>& gradient) const {
  for (const FieldInputs::Column& column : inputs.embedded) {
    if (record[column.field] < 0) continue;
    T* to = row_of(gradient.tables[static_cast<std::size_t>(column.table)], record[column.field],
                   column.width);
    for (int k = 0; k < column.width; ++k) {
      const T share = d_x[inputs.rows + column.first + k];
      to[k] += mask == nullptr ? share : share * mask[column.first + k];
    }
  }
}

template <typename T>
void ReferenceNetwork<T>::backward_head(std::size_t k, const Batch& batch,
                                        const NetworkMasks<T>* masks,
                                        const NetworkView<T>& gradient) {
  const HeadConfig& config = config_.heads[k];
  const Head& head = heads_[k];
  const int units = config_.hidden, seen = units + head.inputs.size();
  const int rows = batch.rows();
  const T counted = static_cast<T>(std::max(counted_rows(batch), 1));
  std::vector<T> d_logits(static_cast<std::size_t>(config.classes));
  std::vector<T> d_x, d_seen;
  for (int row = 0; row < rows; ++row) {
    const int* target = batch.targets.data() + k * static_cast<std::size_t>(rows) + row;
    if (*target < 0) continue;
    const int* record = row_of(batch.fields.data(), row, static_cast<int>(config_.fields.size()));
    cross_entropy_backward(1, config.classes, row_of(head.logits.data(), row, config.classes),
                           target, d_logits.data());
    const T scale = static_cast<T>(batch.weights[static_cast<std::size_t>(row)]) / counted;
    for (T& d : d_logits) d *= scale;
    d_x.assign(static_cast<std::size_t>(output_inputs(config_, config)), T{0});
    d_seen.assign(static_cast<std::size_t>(seen), T{0});
    backward_logits(k, row, record, d_logits.data(), gradient, d_x.data());
    backward_x(k, row, masks, d_x.data(), gradient.heads[k], d_seen.data());
    add_row(units, d_seen.data(), row_of(d_out_.data(), row, units));
    add_to_tables(head.inputs, record, nullptr, d_seen.data() + units, gradient);
  }
}

template <typename T>
void ReferenceNetwork<T>::backward_logits(std::size_t k, int row, const int* record,
                                          const T* d_logits, const NetworkView<T>& gradient,
                                          T* d_x) const {
  const HeadConfig& config = config_.heads[k];
  const HeadView<const T>& weights = weights_.heads[k];
  const HeadView<T>& d_head = gradient.heads[k];
  const int inputs = output_inputs(config_, config);
  const T* x = row_of(heads_[k].x.data(), row, inputs);
  const auto linear = [&](int outputs, const LinearView<const T>& w, const T* d_y,
                          const LinearView<T>& d_w) {
    add_row(outputs, d_y, d_w.bias);
    add_affine_gradients(outputs, inputs, w.weight, x, d_y, d_w.weight, d_x);
  };
  if (config.tied_table >= 0) {
    const int width = width_of(config);
    const auto table = static_cast<std::size_t>(config.tied_table);
    std::vector<T> d_output(static_cast<std::size_t>(width), T{0});
    add_row(config.classes, d_logits, d_head.tied_bias);
    add_affine_gradients(config.classes, width, weights_.tables[table],
                         row_of(heads_[k].output.data(), row, width), d_logits,
                         gradient.tables[table], d_output.data());
    linear(width, weights.output, d_output.data(), d_head.output);
  } else {
    linear(config.classes, weights.output, d_logits, d_head.output);
  }
  for (std::size_t i = 0; i < config.relatives.size(); ++i) {
    const RelativeConfig& relative = config.relatives[i];
    if (record[relative.field] < 0) continue;
    std::vector<T> d_relative(static_cast<std::size_t>(relative.outputs), T{0});
    for (int c = 0; c < config.classes; ++c) {
      const int output = relative_output(relative, c, record[relative.field]);
      if (output >= 0) d_relative[static_cast<std::size_t>(output)] += d_logits[c];
    }
    linear(relative.outputs, weights.relatives[i], d_relative.data(), d_head.relatives[i]);
  }
  for (std::size_t g = 0; g < config.guesses.size(); ++g) {
    const GuessConfig& guess = config.guesses[g];
    const int value = record[guess.field], at = static_cast<int>(g);
    if (value < 0 || value >= config.classes) continue;
    const int bucket = guess.bucket < 0 ? 0 : record[guess.bucket];
    if (bucket >= 0) d_head.guess_biases[g][bucket] += d_logits[value];
    add_affine_gradients(1, inputs, row_of(weights.guess_weight, at, inputs), x, d_logits + value,
                         row_of(d_head.guess_weight, at, inputs), d_x);
  }
}

template <typename T>
void ReferenceNetwork<T>::backward_x(std::size_t k, int row, const NetworkMasks<T>* masks,
                                     const T* d_x, const HeadView<T>& gradient, T* d_seen) const {
  const HeadConfig& config = config_.heads[k];
  const Head& head = heads_[k];
  const int seen = config_.hidden + head.inputs.size();
  if (config.hidden == 0) {
    add_row(seen, d_x, d_seen);
    return;
  }
  std::vector<T> d_hidden(d_x, d_x + config.hidden);
  multiply_row(config.hidden, head_mask(k, masks, row), d_hidden.data());
  activation_gradient(config.activation, config.hidden,
                      row_of(head.hidden.data(), row, config.hidden), d_hidden.data());
  add_row(config.hidden, d_hidden.data(), gradient.hidden.bias);
  add_affine_gradients(config.hidden, seen, weights_.heads[k].hidden.weight,
                       row_of(head.seen.data(), row, seen), d_hidden.data(), gradient.hidden.weight,
                       d_seen);
}

// Takes the gradient of the layer's outputs, after the mask above it, in d_out_ and leaves that of
// its inputs there.
template <typename T>
void ReferenceNetwork<T>::backward_layer(std::size_t l, const Batch& batch,
                                         const NetworkMasks<T>* masks,
                                         const NetworkView<T>& gradient) {
  const Layer& layer = layers_[l];
  const int units = config_.hidden, inputs = l == 0 ? inputs_.size() : units;
  const auto state = static_cast<std::size_t>(lanes_) * static_cast<std::size_t>(units);
  std::vector<T> d_hidden(state), d_cell(state);  // of the states, through later steps
  std::vector<T> d_gates(static_cast<std::size_t>(4 * units));
  std::vector<T> d_x(static_cast<std::size_t>(inputs));
  // Of the weights as they were used; those that were dropped get none of it.
  std::vector<T> d_recurrent(layer.recurrent.size());
  for (int row = batch.rows() - 1; row >= 0; --row) {
    const int lane = row % lanes_;
    T* d_h = row_of(d_hidden.data(), lane, units);
    T* d_c = row_of(d_cell.data(), lane, units);
    T* d_out = row_of(d_out_.data(), row, units);
    multiply_row(units, mask_above(l, masks, lane, row / lanes_), d_out);
    const T* gates = row_of(layer.gates.data(), row, 4 * units);
    const T* cell_before = row_of(layer.cell_before.data(), row, units);
    for (int u = 0; u < units; ++u) {
      const T i = gates[u], f = gates[units + u], g = gates[2 * units + u];
      const T o = gates[3 * units + u];
      const T cell_tanh = row_of(layer.cell_tanh.data(), row, units)[u];
      const T d_output = d_out[u] + d_h[u];
      const T d = d_c[u] + d_output * o * (1 - cell_tanh * cell_tanh);
      d_gates[static_cast<std::size_t>(u)] = d * g * i * (1 - i);
      d_gates[static_cast<std::size_t>(units + u)] = d * cell_before[u] * f * (1 - f);
      d_gates[static_cast<std::size_t>(2 * units + u)] = d * i * (1 - g * g);
      d_gates[static_cast<std::size_t>(3 * units + u)] = d_output * cell_tanh * o * (1 - o);
      d_c[u] = d * f;
    }
    add_row(4 * units, d_gates.data(), gradient.lstm[l].bias_ih);
    add_row(4 * units, d_gates.data(), gradient.lstm[l].bias_hh);
    std::fill_n(d_h, units, T{0});
    add_affine_gradients(4 * units, units, layer.recurrent.data(),
                         row_of(layer.hidden_before.data(), row, units), d_gates.data(),
                         d_recurrent.data(), d_h);
    std::fill(d_x.begin(), d_x.end(), T{0});
    add_affine_gradients(4 * units, inputs, weights_.lstm[l].weight_ih,
                         row_of(layer.x.data(), row, inputs), d_gates.data(),
                         gradient.lstm[l].weight_ih, d_x.data());
    if (begins(batch, row)) {
      std::fill_n(d_h, units, T{0});
      std::fill_n(d_c, units, T{0});
    }
    if (l > 0) {
      std::copy_n(d_x.data(), units, d_out);
    } else {
      const bool masked = masks != nullptr && !masks->input.empty();
      add_to_tables(inputs_,
                    row_of(batch.fields.data(), row, static_cast<int>(config_.fields.size())),
                    masked ? row_of(masks->input.data(), lane, inputs_.width) : nullptr, d_x.data(),
                    gradient);
    }
  }
  const bool dropped = masks != nullptr && !masks->recurrent[l].empty();
  multiply_row(4 * units * units, dropped ? masks->recurrent[l].data() : nullptr,
               d_recurrent.data());
  add_row(4 * units * units, d_recurrent.data(), gradient.lstm[l].weight_hh);
}

template void ReferenceNetwork<float>::backward(const Batch&, const NetworkMasks<float>*,
                                                std::span<float>);
template void ReferenceNetwork<double>::backward(const Batch&, const NetworkMasks<double>*,
                                                 std::span<double>);

}  // namespace bach
