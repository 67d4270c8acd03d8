#include "nn/engine/lstm_layer.h"

#include <algorithm>

namespace bach::engine {
LstmTrace::LstmTrace(int steps_held, int rows_held, int panels_held)
    : steps(steps_held),
      rows(rows_held),
      panels(panels_held),
      step(blocked_size(rows_held, panels_held)),
      gates(static_cast<std::size_t>(steps) * step * 4),
      cell(static_cast<std::size_t>(steps + 1) * step),
      cell_tanh(static_cast<std::size_t>(steps) * step),
      hidden(static_cast<std::size_t>(steps + 1) * step) {}

LstmLayer::LstmLayer(int inputs, int units, bool from_rows, Arena& arena)
    : from_rows_(from_rows), panels_(panels_of(units)), input_panels_(panels_of(inputs)) {
  const auto place = [&](int tensor_inputs, int rows) {
    PackedTensor tensor{0, tensor_inputs, rows, 4 * units, true};
    tensor.offset = arena.reserve(tensor.size());
    return tensor;
  };
  weight_ih_ = place(inputs, from_rows ? inputs : padded(inputs));
  weight_hh_ = place(units, padded(units));
  bias_ih_ = place(1, 1);
  bias_hh_ = place(1, 1);
  bias_ = arena.reserve_derived(bias_ih_.size());
  weight_hh_t_ = arena.reserve_derived(weight_hh_.size());
  if (!from_rows) weight_ih_t_ = arena.reserve_derived(weight_ih_.size());
}

void LstmLayer::forward(const Kernels& kernels, const Arena& arena, const LstmInput& input,
                        RowRange rows, const LstmTrace& trace) const {
  const std::ptrdiff_t panel = offset_of(trace.rows, 1);
  const std::ptrdiff_t first = std::ptrdiff_t{rows.first} * kLanes;
  const float* values = arena.values();
  for (int t = 0; t < trace.steps; ++t) {
    for (int block = 0; block < panels_; ++block) {
      float* gates = trace.gates_at(t) + 4 * block * panel + first;
      RowSums sums{arena.derived() + bias_ + block * kBlockColumns, nullptr, 0, {nullptr, 0}};
      Start start = Start::kRowSums;
      const float* weight_ih = values + weight_ih_.offset + offset_of(weight_ih_.rows, 4 * block);
      if (from_rows_) {
        sums.table = weight_ih;
        sums.table_panel = offset_of(weight_ih_.rows, 1);
        sums.list = input.list;
        sums.list.index += t * input.list_step + std::ptrdiff_t{rows.first} * sums.list.per_row;
      } else {
        kernels.multiply({input.dense + t * input_panels_ * panel + first, panel, weight_ih,
                          offset_of(weight_ih_.rows, 1), gates, panel, rows.count, input_panels_, 4,
                          start, sums});
        start = Start::kKeep;
      }
      // Before the first step there is no state.
      kernels.multiply({trace.hidden_at(t) + first, panel,
                        values + weight_hh_.offset + offset_of(weight_hh_.rows, 4 * block),
                        offset_of(weight_hh_.rows, 1), gates, panel, rows.count,
                        t == 0 ? 0 : panels_, 4, start, sums});
      const std::ptrdiff_t at = block * panel + first;
      kernels.cell_forward({gates, panel, trace.cell_at(t) + at, trace.cell_at(t + 1) + at,
                            trace.cell_tanh_at(t) + at, trace.hidden_at(t + 1) + at, rows.count});
    }
  }
}

void LstmLayer::backward(const Kernels& kernels, const Arena& arena, RowRange rows,
                         const LstmTrace& trace, const LstmGradients& gradients) const {
  const std::ptrdiff_t panel = offset_of(trace.rows, 1);
  const std::ptrdiff_t first = std::ptrdiff_t{rows.first} * kLanes;
  for (int block = 0; block < panels_; ++block) {
    std::fill_n(gradients.d_cell + block * panel + first, rows.count * kLanes, 0.0f);
  }
  float* d_hidden = gradients.d_hidden;
  for (int t = trace.steps - 1; t >= 0; --t, d_hidden -= gradients.step) {
    for (int block = 0; block < panels_; ++block) {
      const std::ptrdiff_t at = block * panel + first;
      kernels.cell_backward({trace.gates_at(t) + 4 * block * panel + first, panel,
                             trace.cell_at(t) + at, trace.cell_tanh_at(t) + at, d_hidden + at,
                             gradients.d_cell + at, rows.count});
    }
    if (t > 0) {
      kernels.multiply({trace.gates_at(t) + first,
                        panel,
                        arena.derived() + weight_hh_t_,
                        offset_of(kBlockColumns * panels_, 1),
                        d_hidden - gradients.step + first,
                        panel,
                        rows.count,
                        4 * panels_,
                        panels_,
                        gradients.step == 0 ? Start::kZero : Start::kKeep,
                        {}});
    }
  }
}

void LstmLayer::backward_input(const Kernels& kernels, const Arena& arena, RowRange rows,
                               const LstmTrace& trace, float* d_input) const {
  const std::ptrdiff_t panel = offset_of(trace.rows, 1);
  const std::ptrdiff_t first = std::ptrdiff_t{rows.first} * kLanes;
  for (int t = 0; t < trace.steps; ++t) {
    kernels.multiply({trace.gates_at(t) + first,
                      panel,
                      arena.derived() + weight_ih_t_,
                      offset_of(kBlockColumns * panels_, 1),
                      d_input + t * input_panels_ * panel + first,
                      panel,
                      rows.count,
                      4 * panels_,
                      input_panels_,
                      Start::kZero,
                      {}});
  }
}

void LstmLayer::weight_gradients(const Kernels& kernels, const Arena& arena, const LstmInput& input,
                                 int block, const LstmTrace& trace) const {
  const std::ptrdiff_t panel = offset_of(trace.rows, 1);
  const auto step = static_cast<std::ptrdiff_t>(trace.step);
  const std::ptrdiff_t gates_step = 4 * step;
  const float* gates = trace.gates_at(0) + 4 * block * panel;
  float* gradients = arena.gradients();

  // The first step began with no state: it adds nothing, unless there is no other.
  const int from = trace.steps > 1 ? 1 : 0;
  kernels.multiply_transposed(
      {trace.hidden_at(from), step, panel, gates + from * gates_step, gates_step, panel,
       gradients + weight_hh_.offset + offset_of(weight_hh_.rows, 4 * block),
       offset_of(weight_hh_.rows, 1), trace.steps - from, trace.rows, panels_, 4});

  float* d_input = gradients + weight_ih_.offset + offset_of(weight_ih_.rows, 4 * block);
  if (from_rows_) {
    kernels.scatter({gates, gates_step, panel, input.list, input.list_step, d_input,
                     offset_of(weight_ih_.rows, 1), trace.steps, trace.rows, 4});
  } else {
    kernels.multiply_transposed({input.dense, input_panels_ * panel, panel, gates, gates_step,
                                 panel, d_input, offset_of(weight_ih_.rows, 1), trace.steps,
                                 trace.rows, input_panels_, 4});
  }

  float* d_bias = gradients + bias_ih_.offset + block * kBlockColumns;
  kernels.column_sums({gates, gates_step, panel, d_bias, trace.steps, trace.rows, 4});
  std::copy_n(d_bias, kBlockColumns, gradients + bias_hh_.offset + block * kBlockColumns);
}

void LstmLayer::update(const Kernels& kernels, const AdamStep& step, const Arena& arena,
                       int block) const {
  for (const PackedTensor* tensor : {&weight_ih_, &weight_hh_, &bias_ih_, &bias_hh_}) {
    const std::size_t at = tensor->offset + blocked_size(tensor->rows, 4 * block);
    kernels.adam(step, {arena.values() + at, arena.gradients() + at, arena.first_moments() + at,
                        arena.second_moments() + at, blocked_size(tensor->rows, 4)});
  }
  derive(arena, block);
}

void LstmLayer::derive(const Arena& arena, int block) const {
  const float* values = arena.values();
  float* bias = arena.derived() + bias_ + block * kBlockColumns;
  for (int i = 0; i < kBlockColumns; ++i) {
    const int at = block * kBlockColumns + i;
    bias[i] = values[bias_ih_.offset + static_cast<std::size_t>(at)] +
              values[bias_hh_.offset + static_cast<std::size_t>(at)];
  }
  const std::ptrdiff_t to_panel = offset_of(kBlockColumns * panels_, 1);
  for (int gate = 0; gate < 4; ++gate) {
    const int p = 4 * block + gate;
    transpose_panel(values + weight_hh_.offset + offset_of(weight_hh_.rows, p), weight_hh_.rows,
                    arena.derived() + weight_hh_t_, to_panel, p * kLanes);
    if (from_rows_) continue;
    transpose_panel(values + weight_ih_.offset + offset_of(weight_ih_.rows, p), weight_ih_.rows,
                    arena.derived() + weight_ih_t_, to_panel, p * kLanes);
  }
}

}  // namespace bach::engine
