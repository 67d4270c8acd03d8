#include "nn/engine/sequence_lstm.h"

#include <algorithm>

namespace bach::engine {
namespace {

MixedShape with_gates(MixedShape shape, int units) {
  shape.outputs = 4 * units;
  shape.gates = true;
  return shape;
}

// The row where lane range `lanes` stands at step t.
RowRange rows_at(const SequenceShape& shape, RowRange lanes, int t) {
  return {t * shape.lanes + lanes.first, lanes.count};
}

// Calls visit(range) for each run of lanes at step t that do not begin there.
template <typename Visit>
void for_each_going_on(const SequenceShape& shape, RowRange rows, Visit visit) {
  const int end = rows.first + rows.count;
  for (int row = rows.first; row < end;) {
    if (shape.begins[row] != 0) {
      ++row;
      continue;
    }
    const int first = row;
    while (row < end && shape.begins[row] == 0) ++row;
    visit(RowRange{first, row - first});
  }
}

// Zeroes the rows that begin, in P panels of `matrix`, whose first row is `rows.first` less `back`.
void clear_beginnings(const SequenceShape& shape, RowRange rows, int back, int panels, int held,
                      float* matrix) {
  for (int row = rows.first; row < rows.first + rows.count; ++row) {
    if (shape.begins[row] == 0) continue;
    for (int p = 0; p < panels; ++p) {
      std::fill_n(matrix + offset_of(held, p) + std::ptrdiff_t{row - back} * kLanes, kLanes, 0.0f);
    }
  }
}

}  // namespace

SequenceTrace::SequenceTrace(int lanes, int steps, int panels_held)
    : held((steps + 1) * lanes),
      panels(panels_held),
      gates(blocked_size(held, 4 * panels)),
      hidden(blocked_size(held, panels)),
      cell(hidden.size()),
      cell_tanh(hidden.size()),
      out(hidden.size()) {}

SequenceLstm::SequenceLstm(MixedShape inputs, int units, bool drops, Arena& arena)
    : drops_(drops),
      units_(units),
      panels_(panels_of(units)),
      input_(with_gates(inputs, units), arena),
      weight_hh_{0, units, padded(units), 4 * units, true, 0} {
  weight_hh_.offset = arena.reserve(weight_hh_.size());
  transposed_ = arena.reserve_derived(weight_hh_.size());
  if (!drops) return;
  factors_ = arena.reserve_derived(weight_hh_.size());
  dropped_ = arena.reserve_derived(weight_hh_.size());
}

void SequenceLstm::drop(const Kernels& kernels, const Arena& arena, int block,
                        const DropoutDraw& draw) const {
  const std::size_t at = blocked_size(weight_hh_.rows, 4 * block);
  float* factors = arena.derived() + factors_ + at;
  for (int gate = 0; gate < 4; ++gate) {
    for (int lane = 0; lane < kLanes && block * kLanes + lane < units_; ++lane) {
      const auto row = static_cast<std::uint32_t>(gate * units_ + block * kLanes + lane);
      float* to = factors + offset_of(weight_hh_.rows, gate) + lane;
      for_each_factor_run(kernels, draw, row, 0, units_,
                          [&](int first, const float* drawn, int count) {
                            for (int k = 0; k < count; ++k) to[(first + k) * kLanes] = drawn[k];
                          });
    }
  }
  float* dropped = arena.derived() + dropped_ + at;
  kernels.scale(arena.values() + weight_hh_.offset + at, factors, dropped,
                blocked_size(weight_hh_.rows, 4));
  transpose_block(dropped, arena, block);
}

void SequenceLstm::multiply_state(const Kernels& kernels, const float* weights, RowRange rows,
                                  int block, const SequenceTrace& trace) const {
  const std::ptrdiff_t panel = offset_of(trace.held, 1);
  const std::ptrdiff_t first = std::ptrdiff_t{rows.first} * kLanes;
  kernels.multiply({trace.hidden.data() + first,
                    panel,
                    weights + offset_of(weight_hh_.rows, 4 * block),
                    offset_of(weight_hh_.rows, 1),
                    trace.gates.data() + 4 * block * panel + first,
                    panel,
                    rows.count,
                    panels_,
                    4,
                    Start::kKeep,
                    {}});
}

void SequenceLstm::forward(const Kernels& kernels, const Arena& arena, const SequenceShape& shape,
                           RowRange lanes, bool dropped, const OutputMask& mask,
                           const SequenceTrace& trace) const {
  const std::ptrdiff_t panel = offset_of(trace.held, 1);
  const float* weights = dropped ? arena.derived() + dropped_ : arena.values() + weight_hh_.offset;
  const auto count = static_cast<std::size_t>(lanes.count) * kLanes;
  for (float* state : {trace.hidden.data(), trace.cell.data()}) {
    clear_beginnings(shape, rows_at(shape, lanes, 0), 0, panels_, trace.held, state);
  }
  for (int t = 0; t < shape.steps; ++t) {
    const RowRange rows = rows_at(shape, lanes, t);
    const std::ptrdiff_t now = std::ptrdiff_t{rows.first} * kLanes;
    const std::ptrdiff_t next = now + std::ptrdiff_t{shape.lanes} * kLanes;
    for (int block = 0; block < panels_; ++block) {
      multiply_state(kernels, weights, rows, block, trace);
      const std::ptrdiff_t at = block * panel + now;
      kernels.cell_forward({trace.gates.data() + 4 * block * panel + now, panel,
                            trace.cell.data() + at, trace.cell.data() + block * panel + next,
                            trace.cell_tanh.data() + at, trace.hidden.data() + block * panel + next,
                            lanes.count});
      const float* hidden = trace.hidden.data() + block * panel + next;
      if (mask.factors == nullptr) {
        std::copy_n(hidden, count, trace.out.data() + at);
      } else {
        kernels.scale(hidden,
                      mask.factors + offset_of(mask.rows, block) +
                          std::ptrdiff_t{t * mask.step + lanes.first} * kLanes,
                      trace.out.data() + at, count);
      }
    }
    if (t + 1 == shape.steps) continue;
    for (float* state : {trace.hidden.data(), trace.cell.data()}) {
      clear_beginnings(shape, rows_at(shape, lanes, t + 1), 0, panels_, trace.held, state);
    }
  }
}

void SequenceLstm::backward(const Kernels& kernels, const Arena& arena, const SequenceShape& shape,
                            RowRange lanes, const OutputMask& mask, const SequenceTrace& trace,
                            float* d_out, float* d_cell) const {
  const std::ptrdiff_t panel = offset_of(trace.held, 1);
  const std::ptrdiff_t cell_panel = offset_of(shape.lanes, 1);
  const auto count = static_cast<std::size_t>(lanes.count) * kLanes;
  const std::ptrdiff_t first = std::ptrdiff_t{lanes.first} * kLanes;
  for (int block = 0; block < panels_; ++block) {
    std::fill_n(d_cell + block * cell_panel + first, count, 0.0f);
    for (int t = 0; mask.factors != nullptr && t < shape.steps; ++t) {
      float* d = d_out + block * panel + std::ptrdiff_t{t * shape.lanes + lanes.first} * kLanes;
      kernels.scale(d,
                    mask.factors + offset_of(mask.rows, block) +
                        std::ptrdiff_t{t * mask.step + lanes.first} * kLanes,
                    d, count);
    }
  }
  for (int t = shape.steps - 1; t >= 0; --t) {
    const RowRange rows = rows_at(shape, lanes, t);
    const std::ptrdiff_t now = std::ptrdiff_t{rows.first} * kLanes;
    for (int block = 0; block < panels_; ++block) {
      const std::ptrdiff_t at = block * panel + now;
      kernels.cell_backward({trace.gates.data() + 4 * block * panel + now, panel,
                             trace.cell.data() + at, trace.cell_tanh.data() + at, d_out + at,
                             d_cell + block * cell_panel + first, lanes.count});
    }
    if (t == 0) continue;
    clear_beginnings(shape, rows, t * shape.lanes, panels_, shape.lanes, d_cell);
    for_each_going_on(shape, rows, [&](RowRange run) {
      const std::ptrdiff_t from = std::ptrdiff_t{run.first} * kLanes;
      kernels.multiply({trace.gates.data() + from,
                        panel,
                        arena.derived() + transposed_,
                        offset_of(kBlockColumns * panels_, 1),
                        d_out + from - std::ptrdiff_t{shape.lanes} * kLanes,
                        panel,
                        run.count,
                        4 * panels_,
                        panels_,
                        Start::kKeep,
                        {}});
    });
  }
}

float SequenceLstm::gradients(const Kernels& kernels, const Arena& arena, int block, int count,
                              const MixedInput& input, const SequenceTrace& trace) const {
  const std::ptrdiff_t panel = offset_of(trace.held, 1);
  const std::size_t at = blocked_size(weight_hh_.rows, 4 * block);
  const std::size_t size = blocked_size(weight_hh_.rows, 4);
  float* gradients = arena.gradients() + weight_hh_.offset + at;
  kernels.multiply_transposed({trace.hidden.data(), 0, panel,
                               trace.gates.data() + 4 * block * panel, 0, panel, gradients,
                               offset_of(weight_hh_.rows, 1), 1, count, panels_, 4});
  if (drops_) kernels.scale(gradients, arena.derived() + factors_ + at, gradients, size);
  return kernels.sum_of_squares(gradients, size) +
         input_.gradients(kernels, arena, block, count, trace.held, input, trace.gates.data());
}

void SequenceLstm::update(const Kernels& kernels, const AdamStep& step, const Arena& arena,
                          int block) const {
  const std::size_t at = weight_hh_.offset + blocked_size(weight_hh_.rows, 4 * block);
  kernels.adam(step, {arena.values() + at, arena.gradients() + at, arena.first_moments() + at,
                      arena.second_moments() + at, blocked_size(weight_hh_.rows, 4)});
  input_.update(kernels, step, arena, block);
  derive_recurrent(arena, block);
}

void SequenceLstm::derive(const Arena& arena, int block) const {
  input_.derive(arena, block);
  derive_recurrent(arena, block);
}

void SequenceLstm::derive_recurrent(const Arena& arena, int block) const {
  if (drops_) return;  // drop() does, each step anew
  transpose_block(arena.values() + weight_hh_.offset + offset_of(weight_hh_.rows, 4 * block), arena,
                  block);
}

void SequenceLstm::transpose_block(const float* weights, const Arena& arena, int block) const {
  for (int gate = 0; gate < 4; ++gate) {
    transpose_panel(weights + offset_of(weight_hh_.rows, gate), weight_hh_.rows,
                    arena.derived() + transposed_, offset_of(kBlockColumns * panels_, 1),
                    (4 * block + gate) * kLanes);
  }
}

}  // namespace bach::engine
