#include "reference/network.h"

#include <algorithm>
#include <cstddef>

#include "nn/cross_entropy.h"
#include "reference/activations.h"
#include "reference/rows.h"

namespace bach {
namespace {

std::size_t product(int a, int b) {
  return static_cast<std::size_t>(a) * static_cast<std::size_t>(b);
}

template <typename T>
void activate(Activation activation, int count, T* values) {
  for (int k = 0; k < count; ++k) {
    if (activation == Activation::kRelu) values[k] = std::max(values[k], T{0});
    if (activation == Activation::kTanh) values[k] = kernel_tanh(values[k]);
  }
}

}  // namespace

template <typename T>
NetworkState<T>::NetworkState(const NetworkConfig& config, int lanes)
    : hidden(static_cast<std::size_t>(config.layers),
             std::vector<T>(product(lanes, config.hidden))),
      cell(hidden) {}

template <typename T>
ReferenceNetwork<T>::ReferenceNetwork(const NetworkConfig& config)
    : config_(config),
      inputs_(field_inputs(config, config.inputs)),
      layers_(static_cast<std::size_t>(config.layers)) {
  for (const HeadConfig& head : config.heads) {
    heads_.push_back({field_inputs(config, head.fields), {}, {}, {}, {}, {}});
  }
}

template <typename T>
void ReferenceNetwork<T>::set_parameters(std::span<const T> block) {
  weights_ = view_sequence(config_, block.data());
}

template <typename T>
int ReferenceNetwork<T>::width_of(const HeadConfig& head) const {
  return config_.tables[static_cast<std::size_t>(head.tied_table)].width;
}

// out: R + W numbers, zero before. mask: W factors or null.
template <typename T>
void ReferenceNetwork<T>::fill_inputs(const FieldInputs& inputs, const int* record, const T* mask,
                                      T* out) const {
  for (const FieldInputs::Column& column : inputs.one_hot) {
    if (record[column.field] >= 0) out[column.first + record[column.field]] += T{1};
  }
  for (const FieldInputs::Column& column : inputs.embedded) {
    if (record[column.field] < 0) continue;
    T* to = out + inputs.rows + column.first;
    add_row(column.width,
            row_of(weights_.tables[static_cast<std::size_t>(column.table)], record[column.field],
                   column.width),
            to);
    multiply_row(column.width, mask == nullptr ? nullptr : mask + column.first, to);
  }
}

// Whether the state before a row is zero.
template <typename T>
bool ReferenceNetwork<T>::begins(const Batch& batch, int row) const {
  return config_.window > 0 ? row < lanes_ : batch.begins[static_cast<std::size_t>(row)] != 0;
}

// The factors for the outputs of layer l, or null.
template <typename T>
const T* ReferenceNetwork<T>::mask_above(std::size_t l, const NetworkMasks<T>* masks, int lane,
                                         int t) const {
  if (masks == nullptr) return nullptr;
  if (l + 1 == layers_.size()) {
    return masks->output.empty() ? nullptr : row_of(masks->output.data(), lane, config_.hidden);
  }
  const std::vector<T>& mask = masks->between[l];
  return mask.empty() ? nullptr : row_of(mask.data(), lane * steps_ + t, config_.hidden);
}

// The factors for the hidden layer of head k, or null.
template <typename T>
const T* ReferenceNetwork<T>::head_mask(std::size_t k, const NetworkMasks<T>* masks,
                                        int row) const {
  const int first = first_target_step(config_, steps_), step = row / lanes_ - first;
  if (masks == nullptr || masks->heads[k].empty() || step < 0) return nullptr;
  return row_of(masks->heads[k].data(), row % lanes_ * (steps_ - first) + step,
                config_.heads[k].hidden);
}

template <typename T>
void ReferenceNetwork<T>::forward(const Batch& batch, const NetworkMasks<T>* masks,
                                  NetworkState<T>& state) {
  lanes_ = batch.lanes;
  steps_ = batch.steps;
  std::vector<T>& x = layers_[0].x;
  x.assign(product(batch.rows(), inputs_.size()), T{0});
  for (int row = 0; row < batch.rows(); ++row) {
    const bool masked = masks != nullptr && !masks->input.empty();
    fill_inputs(inputs_, row_of(batch.fields.data(), row, static_cast<int>(config_.fields.size())),
                masked ? row_of(masks->input.data(), row % lanes_, inputs_.width) : nullptr,
                row_of(x.data(), row, inputs_.size()));
  }
  for (std::size_t l = 0; l < layers_.size(); ++l) {
    if (l > 0) layers_[l].x = layers_[l - 1].out;
    forward_layer(l, batch, masks, state);
  }
  for (std::size_t k = 0; k < heads_.size(); ++k) forward_head(k, batch, masks);
}

template <typename T>
void ReferenceNetwork<T>::forward_layer(std::size_t l, const Batch& batch,
                                        const NetworkMasks<T>* masks, NetworkState<T>& state) {
  Layer& layer = layers_[l];
  const LstmView<const T>& weights = weights_.lstm[l];
  const int units = config_.hidden, rows = batch.rows();
  const int inputs = l == 0 ? inputs_.size() : units;
  layer.recurrent.assign(weights.weight_hh, weights.weight_hh + product(4 * units, units));
  if (masks != nullptr && !masks->recurrent[l].empty()) {
    multiply_row(4 * units * units, masks->recurrent[l].data(), layer.recurrent.data());
  }
  layer.gates.assign(product(rows, 4 * units), T{0});
  for (auto* kept : {&layer.hidden_before, &layer.cell_before, &layer.cell_tanh, &layer.out}) {
    kept->assign(product(rows, units), T{0});
  }
  for (int row = 0; row < rows; ++row) {
    const int lane = row % lanes_;
    T* hidden = row_of(state.hidden[l].data(), lane, units);
    T* cell = row_of(state.cell[l].data(), lane, units);
    if (begins(batch, row)) {
      std::fill_n(hidden, units, T{0});
      std::fill_n(cell, units, T{0});
    }
    std::copy_n(hidden, units, row_of(layer.hidden_before.data(), row, units));
    std::copy_n(cell, units, row_of(layer.cell_before.data(), row, units));
    T* gates = row_of(layer.gates.data(), row, 4 * units);
    add_row(4 * units, weights.bias_ih, gates);
    add_row(4 * units, weights.bias_hh, gates);
    add_affine(4 * units, inputs, weights.weight_ih, row_of(layer.x.data(), row, inputs), gates);
    add_affine(4 * units, units, layer.recurrent.data(), hidden, gates);
    const T* mask = mask_above(l, masks, lane, row / lanes_);
    for (int u = 0; u < units; ++u) {
      T &i = gates[u], &f = gates[units + u], &g = gates[2 * units + u], &o = gates[3 * units + u];
      i = sigmoid(i);
      f = sigmoid(f);
      g = kernel_tanh(g);
      o = sigmoid(o);
      cell[u] = f * cell[u] + i * g;
      const T cell_tanh = kernel_tanh(cell[u]);
      hidden[u] = o * cell_tanh;
      row_of(layer.cell_tanh.data(), row, units)[u] = cell_tanh;
      row_of(layer.out.data(), row, units)[u] = hidden[u] * (mask == nullptr ? T{1} : mask[u]);
    }
  }
}

template <typename T>
void ReferenceNetwork<T>::forward_head(std::size_t k, const Batch& batch,
                                       const NetworkMasks<T>* masks) {
  const HeadConfig& config = config_.heads[k];
  Head& head = heads_[k];
  const int units = config_.hidden, seen = units + head.inputs.size();
  const int inputs = output_inputs(config_, config), rows = batch.rows();
  head.seen.assign(product(rows, seen), T{0});
  head.hidden.assign(product(rows, config.hidden), T{0});
  head.x.assign(product(rows, inputs), T{0});
  head.logits.assign(product(rows, config.classes), T{0});
  if (config.tied_table >= 0) head.output.assign(product(rows, width_of(config)), T{0});
  for (int row = 0; row < rows; ++row) {
    const int* record = row_of(batch.fields.data(), row, static_cast<int>(config_.fields.size()));
    T* from = row_of(head.seen.data(), row, seen);
    std::copy_n(row_of(layers_.back().out.data(), row, units), units, from);
    fill_inputs(head.inputs, record, nullptr, from + units);
    forward_x(k, row, masks);
    forward_logits(k, row, record);
  }
}

template <typename T>
void ReferenceNetwork<T>::forward_x(std::size_t k, int row, const NetworkMasks<T>* masks) {
  const HeadConfig& config = config_.heads[k];
  const HeadView<const T>& weights = weights_.heads[k];
  Head& head = heads_[k];
  const int seen = config_.hidden + head.inputs.size();
  const T* from = row_of(head.seen.data(), row, seen);
  T* x = row_of(head.x.data(), row, output_inputs(config_, config));
  if (config.hidden == 0) {
    std::copy_n(from, seen, x);
    return;
  }
  T* hidden = row_of(head.hidden.data(), row, config.hidden);
  add_row(config.hidden, weights.hidden.bias, hidden);
  add_affine(config.hidden, seen, weights.hidden.weight, from, hidden);
  activate(config.activation, config.hidden, hidden);
  std::copy_n(hidden, config.hidden, x);
  multiply_row(config.hidden, head_mask(k, masks, row), x);
}

template <typename T>
void ReferenceNetwork<T>::forward_logits(std::size_t k, int row, const int* record) {
  const HeadConfig& config = config_.heads[k];
  const HeadView<const T>& weights = weights_.heads[k];
  Head& head = heads_[k];
  const int inputs = output_inputs(config_, config);
  const T* x = row_of(head.x.data(), row, inputs);
  T* logits = row_of(head.logits.data(), row, config.classes);
  if (config.tied_table >= 0) {
    const int width = width_of(config);
    T* output = row_of(head.output.data(), row, width);
    add_row(width, weights.output.bias, output);
    add_affine(width, inputs, weights.output.weight, x, output);
    add_row(config.classes, weights.tied_bias, logits);
    add_affine(config.classes, width, weights_.tables[static_cast<std::size_t>(config.tied_table)],
               output, logits);
  } else {
    add_row(config.classes, weights.output.bias, logits);
    add_affine(config.classes, inputs, weights.output.weight, x, logits);
  }
  for (std::size_t i = 0; i < config.relatives.size(); ++i) {
    const RelativeConfig& relative = config.relatives[i];
    if (record[relative.field] < 0) continue;
    std::vector<T> outputs(static_cast<std::size_t>(relative.outputs), T{0});
    add_row(relative.outputs, weights.relatives[i].bias, outputs.data());
    add_affine(relative.outputs, inputs, weights.relatives[i].weight, x, outputs.data());
    for (int c = 0; c < config.classes; ++c) {
      const int output = relative_output(relative, c, record[relative.field]);
      if (output >= 0) logits[c] += outputs[static_cast<std::size_t>(output)];
    }
  }
  for (std::size_t g = 0; g < config.guesses.size(); ++g) {
    const GuessConfig& guess = config.guesses[g];
    const int value = record[guess.field];
    if (value < 0 || value >= config.classes) continue;
    const int bucket = guess.bucket < 0 ? 0 : record[guess.bucket];
    T bonus{};
    add_affine(1, inputs, row_of(weights.guess_weight, static_cast<int>(g), inputs), x, &bonus);
    logits[value] += bonus + (bucket < 0 ? T{0} : weights.guess_biases[g][bucket]);
  }
}

template <typename T>
double ReferenceNetwork<T>::loss(const Batch& batch) const {
  const int rows = batch.rows();
  double sum = 0;
  for (std::size_t k = 0; k < heads_.size(); ++k) {
    const int classes = config_.heads[k].classes;
    for (int row = 0; row < rows; ++row) {
      const int* target = batch.targets.data() + k * static_cast<std::size_t>(rows) + row;
      if (*target < 0) continue;
      sum += double{batch.weights[static_cast<std::size_t>(row)]} *
             cross_entropy(1, classes, row_of(heads_[k].logits.data(), row, classes), target);
    }
  }
  return sum / std::max(counted_rows(batch), 1);
}

template struct NetworkState<float>;
template struct NetworkState<double>;
template class ReferenceNetwork<float>;
template class ReferenceNetwork<double>;

}  // namespace bach
