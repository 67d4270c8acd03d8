#include "nn/engine/lstm_layer.h"

namespace bach::engine {
namespace {

MixedShape with_gates(MixedShape shape, int units) {
  shape.outputs = 4 * units;
  shape.gates = true;
  return shape;
}

// Calls visit(range) for each run of a step's rows whose lanes do not begin there.
template <typename Visit>
void for_each_going_on(const BatchShape& shape, RowRange rows, Visit visit) {
  if (shape.begins == nullptr) return visit(rows);
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
void clear_beginnings(const Kernels& kernels, const BatchShape& shape, RowRange rows, int back,
                      int panels, int held, float* matrix) {
  if (shape.begins == nullptr) return;
  for (int row = rows.first; row < rows.first + rows.count; ++row) {
    if (shape.begins[row] == 0) continue;
    kernels.clear({matrix + std::ptrdiff_t{row - back} * kLanes, offset_of(held, 1), panels, 1});
  }
}

RecurrentSteps steps_of(const BatchShape& shape, const OutputMask& mask, const LstmTrace& trace,
                        const float* weights) {
  return {shape.lanes,
          shape.steps,
          trace.panels,
          shape.begins == nullptr ? nullptr : shape.begins_there,
          weights,
          offset_of(trace.held, 1),
          trace.gates,
          mask.factors,
          offset_of(mask.rows, 1),
          mask.step};
}

}  // namespace

LstmTrace::LstmTrace(int lanes, int steps, int panels_held, FloatMemory* memory)
    : held((steps + 1) * lanes),
      panels(panels_held),
      numbers(blocked_size(held, 8 * panels), memory),
      gates(numbers.data()),
      hidden(gates + offset_of(held, 4 * panels)),
      cell(hidden + offset_of(held, panels)),
      cell_tanh(cell + offset_of(held, panels)),
      out(cell_tanh + offset_of(held, panels)) {}

LstmLayer::LstmLayer(MixedShape inputs, int units, bool drops, Arena& arena)
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

void LstmLayer::drop(const Kernels& kernels, const Arena& arena, PieceRange blocks,
                     const DropoutDraw& draw) const {
  const std::size_t at = blocked_size(weight_hh_.rows, 4 * blocks.first);
  float* factors = arena.derived() + factors_ + at;
  kernels.weight_mask(draw,
                      {factors, weight_hh_.rows, units_, blocks.first * kLanes, blocks.count});
  float* dropped = arena.derived() + dropped_ + at;
  kernels.scale({arena.values() + weight_hh_.offset + at, 0, factors, 0, dropped, 0, 1,
                 4 * blocks.count * weight_hh_.rows});
  transpose_blocks(kernels, dropped, arena, blocks);
}

void LstmLayer::sum_gates(const Kernels& kernels, const Arena& arena, const float* weights,
                          RowRange rows, int block, int blocks, const MixedInput* input,
                          bool zero_state, const LstmTrace& trace) const {
  const std::ptrdiff_t panel = offset_of(trace.held, 1);
  const std::ptrdiff_t first = std::ptrdiff_t{rows.first} * kLanes;
  Start start = Start::kKeep;
  RowSums sums{};
  if (input != nullptr && input_.sums_rows_only()) {
    start = Start::kRowSums;
    sums = input_.row_sums(arena, block, rows, *input);
  } else if (input != nullptr) {
    input_.forward_pieces(kernels, arena, block, blocks, rows, trace.held, *input, trace.gates);
  }
  if (zero_state && start == Start::kKeep) return;
  // Of the weights themselves, not of those with some dropped.
  const BlockFacts* facts =
      weights == arena.values() + weight_hh_.offset
          ? arena.facts(weight_hh_.offset + blocked_size(weight_hh_.rows, 4 * block))
          : nullptr;
  kernels.multiply({trace.hidden + first, panel, weights + offset_of(weight_hh_.rows, 4 * block),
                    offset_of(weight_hh_.rows, 1), trace.gates + 4 * block * panel + first, panel,
                    rows.count, zero_state ? 0 : panels_, 4 * blocks, start, sums, facts});
}

void LstmLayer::forward(const Kernels& kernels, const Arena& arena, const BatchShape& shape,
                        RowRange lanes, bool dropped, const OutputMask& mask,
                        const MixedInput* input, const LstmTrace& trace) const {
  const std::ptrdiff_t panel = offset_of(trace.held, 1);
  const float* weights = dropped ? arena.derived() + dropped_ : arena.values() + weight_hh_.offset;
  const int blocks = blocks_at_once(kernels);
  const bool masked = mask.factors != nullptr;
  const bool outputs_apart = trace.outputs(shape, masked) == trace.out;
  if (input == nullptr && lanes.count == shape.lanes &&
      kernels.recur({steps_of(shape, mask, trace, weights), trace.hidden, trace.cell,
                     trace.cell_tanh, outputs_apart ? trace.out : nullptr})) {
    return;
  }
  for (int t = 0; t < shape.steps; ++t) {
    const RowRange rows = shape.rows_at(lanes, t);
    const std::ptrdiff_t now = std::ptrdiff_t{rows.first} * kLanes;
    const std::ptrdiff_t next = now + std::ptrdiff_t{shape.lanes} * kLanes;
    for (float* state : {trace.hidden, trace.cell}) {
      clear_beginnings(kernels, shape, rows, 0, panels_, trace.held, state);
    }
    for (int block = 0; block < panels_; block += blocks) {
      sum_gates(kernels, arena, weights, rows, block, blocks, input,
                t == 0 && shape.begins == nullptr, trace);
      const std::ptrdiff_t at = block * panel + now;
      float* hidden = trace.hidden + block * panel + next;
      kernels.cell_forward(
          {trace.gates + 4 * block * panel + now, panel, trace.cell + at,
           trace.cell + block * panel + next, trace.cell_tanh + at, hidden, lanes.count},
          {blocks, 4 * panel, panel});
      if (masked) {
        kernels.scale({hidden, panel,
                       mask.factors + offset_of(mask.rows, block) +
                           std::ptrdiff_t{t * mask.step + lanes.first} * kLanes,
                       offset_of(mask.rows, 1), trace.out + at, panel, blocks, lanes.count});
      } else if (outputs_apart) {
        kernels.copy({hidden, panel, trace.out + at, panel, blocks, lanes.count});
      }
    }
  }
}

void LstmLayer::backward(const Kernels& kernels, const Arena& arena, const BatchShape& shape,
                         RowRange lanes, const OutputMask& mask, const LstmTrace& trace,
                         int first_step, float* d_out, float* d_cell) const {
  const std::ptrdiff_t panel = offset_of(trace.held, 1);
  const std::ptrdiff_t cell_panel = offset_of(shape.lanes, 1);
  const std::ptrdiff_t first = std::ptrdiff_t{lanes.first} * kLanes;
  const std::ptrdiff_t step = std::ptrdiff_t{shape.lanes} * kLanes;
  if (lanes.count == shape.lanes &&
      kernels.recur_backward({steps_of(shape, mask, trace, arena.derived() + transposed_),
                              trace.cell, trace.cell_tanh, first_step, d_out, d_cell,
                              cell_panel})) {
    return;
  }
  kernels.clear({d_cell + first, cell_panel, panels_, lanes.count});
  for (int t = first_step; mask.factors != nullptr && t < shape.steps; ++t) {
    float* d = d_out + t * step + first;
    kernels.scale({d, panel, mask.factors + std::ptrdiff_t{t * mask.step + lanes.first} * kLanes,
                   offset_of(mask.rows, 1), d, panel, panels_, lanes.count});
  }
  for (int t = shape.steps - 1; t >= 0; --t) {
    const RowRange rows = shape.rows_at(lanes, t);
    const std::ptrdiff_t now = std::ptrdiff_t{rows.first} * kLanes;
    kernels.cell_backward({trace.gates + now, panel, trace.cell + now, trace.cell_tanh + now,
                           d_out + now, d_cell + first, lanes.count},
                          {panels_, 4 * panel, panel, cell_panel});
    if (t == 0) continue;
    const bool given = t - 1 >= first_step;
    clear_beginnings(kernels, shape, rows, t * shape.lanes, panels_, shape.lanes, d_cell);
    if (!given) clear_beginnings(kernels, shape, rows, shape.lanes, panels_, trace.held, d_out);
    for_each_going_on(shape, rows, [&](RowRange run) {
      const std::ptrdiff_t from = std::ptrdiff_t{run.first} * kLanes;
      kernels.multiply({trace.gates + from,
                        panel,
                        arena.derived() + transposed_,
                        offset_of(kBlockColumns * panels_, 1),
                        d_out + from - step,
                        panel,
                        run.count,
                        4 * panels_,
                        panels_,
                        given ? Start::kKeep : Start::kZero,
                        {}});
    });
  }
}

float* LstmLayer::recurrent_gradients(const Arena& arena, int block) const {
  return arena.gradients() + weight_hh_.offset + blocked_size(weight_hh_.rows, 4 * block);
}

void LstmLayer::gradients(const Kernels& kernels, const Arena& arena, const BatchShape& shape,
                          PieceRange blocks, const MixedInput& input,
                          const LstmTrace& trace) const {
  const std::ptrdiff_t panel = offset_of(trace.held, 1);
  const int count = shape.steps * shape.lanes;
  // Before a first step without beginnings there is no state: it adds nothing.
  const int from = shape.begins == nullptr && shape.steps > 1 ? shape.lanes : 0;
  const std::ptrdiff_t skipped = std::ptrdiff_t{from} * kLanes;
  kernels.multiply_transposed(
      {trace.hidden + skipped, panel, trace.gates + 4 * blocks.first * panel + skipped, panel,
       recurrent_gradients(arena, blocks.first), offset_of(weight_hh_.rows, 1), count - from,
       panels_, 4 * blocks.count});
  scale_dropped(kernels, arena, blocks);
  input_.gradients(kernels, arena, blocks, {0, count}, trace.held, input, trace.gates);
}

void LstmLayer::gradients_over(const Kernels& kernels, const Arena& arena, PieceRange blocks,
                               RowRange rows, int held, const MixedInput& input,
                               const float* hidden, const float* d_gates) const {
  const std::ptrdiff_t panel = offset_of(held, 1), first = std::ptrdiff_t{rows.first} * kLanes;
  kernels.multiply_transposed({hidden + first, panel, d_gates + 4 * blocks.first * panel + first,
                               panel, recurrent_gradients(arena, blocks.first),
                               offset_of(weight_hh_.rows, 1), rows.count, panels_,
                               4 * blocks.count});
  input_.gradients(kernels, arena, blocks, rows, held, input, d_gates);
}

void LstmLayer::scale_dropped(const Kernels& kernels, const Arena& arena, PieceRange blocks) const {
  scale_dropped(kernels, arena,
                ArenaSpan{weight_hh_.offset + blocked_size(weight_hh_.rows, 4 * blocks.first),
                          blocked_size(weight_hh_.rows, 4 * blocks.count)});
}

void LstmLayer::scale_dropped(const Kernels& kernels, const Arena& arena,
                              const ArenaSpan& part) const {
  const std::size_t begin = weight_hh_.offset;
  if (!drops_ || part.offset < begin || part.offset >= begin + weight_hh_.size()) return;
  float* gradients = arena.gradients() + part.offset;
  kernels.scale({gradients, 0, arena.derived() + factors_ + (part.offset - begin), 0, gradients, 0,
                 1, static_cast<int>(part.count / kLanes)});
}

void LstmLayer::add_spans(PieceRange blocks, std::vector<ArenaSpan>& spans) const {
  spans.push_back({weight_hh_.offset + blocked_size(weight_hh_.rows, 4 * blocks.first),
                   blocked_size(weight_hh_.rows, 4 * blocks.count)});
  input_.add_spans(blocks, spans);
}

void LstmLayer::derive(const Kernels& kernels, const Arena& arena, PieceRange blocks) const {
  input_.derive(kernels, arena, blocks);
  arena.know(weight_hh_, 4 * blocks.first, 4 * blocks.count);
  derive_recurrent(kernels, arena, blocks);
}

void LstmLayer::derive_recurrent(const Kernels& kernels, const Arena& arena,
                                 PieceRange blocks) const {
  if (drops_) return;  // drop() does, for each step
  transpose_blocks(
      kernels, arena.values() + weight_hh_.offset + offset_of(weight_hh_.rows, 4 * blocks.first),
      arena, blocks);
}

void LstmLayer::transpose_blocks(const Kernels& kernels, const float* weights, const Arena& arena,
                                 PieceRange blocks) const {
  kernels.transpose({weights, offset_of(weight_hh_.rows, 1), weight_hh_.rows, 4 * blocks.count,
                     arena.derived() + transposed_, offset_of(kBlockColumns * panels_, 1),
                     4 * blocks.first * kLanes});
}

}  // namespace bach::engine
