#include <algorithm>

#include "nn/engine/arena.h"
#include "nn/engine/host_rows.h"
#include "nn/engine/kernels.h"

namespace bach::engine {
namespace {

class HostKernels : public Kernels {
 public:
  explicit HostKernels(const KernelTable& table) : Kernels(table.wants_facts), table_(table) {}

  void multiply(const Product& s) const override { table_.multiply(s); }
  void multiply_transposed(const OuterProduct& s) const override { table_.multiply_transposed(s); }
  void scatter(const Scatter& s) const override { table_.scatter(s); }
  void column_sums(const ColumnSums& s) const override { table_.column_sums(s); }
  void softmax_loss(const SoftmaxLoss& s) const override { table_.softmax_loss(s); }
  void adam(const AdamStep& step, const AdamSpan& span) const override { table_.adam(step, span); }
  void adam_of_all(const AdamStep& step, const AdamSpan& span, const int* decays) const override {
    AdamStep kept = step;
    kept.keep = 1;
    for (std::size_t i = 0; i < span.count; i += kLanes) {
      table_.adam(decays[i / kLanes] != 0 ? step : kept,
                  {span.value + i, span.gradient + i, span.first + i, span.second + i, kLanes});
    }
  }
  void activate(const ActivateRows& s) const override {
    for (int p = 0; p < s.panels; ++p) {
      table_.activate(s.activation, s.y + p * s.panel, blocked_size(s.rows, 1));
    }
  }
  void activate_backward(const ActivateBackwardRows& s) const override {
    for (int p = 0; p < s.panels; ++p) {
      table_.activate_backward(s.activation, s.y + p * s.panel, s.d + p * s.panel,
                               blocked_size(s.rows, 1));
    }
  }
  void blend(const float* x, float share, float* average, std::size_t count) const override {
    table_.blend(x, share, average, count);
  }
  void add_squares(const float* x, std::size_t count, float* total) const override {
    *total += table_.sum_of_squares(x, count);
  }
  void sum_squares(const SquareSums& s) const override {
    for (int t = 0; t < s.count; ++t) {
      s.totals[t] = 0;
      for (int span = s.begins[t]; span < s.begins[t + 1]; ++span) {
        add_squares(s.x + offset_of(s.spans[2 * span], 1), blocked_size(s.spans[2 * span + 1], 1),
                    s.totals + t);
      }
    }
  }

  void cell_forward(const CellForward& first, const CellBlocks& blocks) const override {
    CellForward s = first;
    for (int block = 0; block < blocks.count; ++block) {
      table_.cell_forward(s);
      s.gates += blocks.gates;
      s.cell_before += blocks.states;
      s.cell += blocks.states;
      s.cell_tanh += blocks.states;
      s.hidden += blocks.states;
    }
  }
  void cell_backward(const CellBackward& first, const CellBlocks& blocks) const override {
    CellBackward s = first;
    for (int block = 0; block < blocks.count; ++block) {
      table_.cell_backward(s);
      s.gates += blocks.gates;
      s.cell_before += blocks.states;
      s.cell_tanh += blocks.states;
      s.d_hidden += blocks.states;
      s.d_cell += blocks.d_cell;
    }
  }

  void clear(const ClearRows& s) const override {
    for (int p = 0; p < s.panels; ++p) std::fill_n(s.to + p * s.panel, s.rows * kLanes, 0.0f);
  }
  void copy(const CopyRows& s) const override {
    for (int p = 0; p < s.panels; ++p) {
      const float* from = s.from + p * s.from_panel;
      float* to = s.to + p * s.to_panel;
      if (!s.add) {
        std::copy_n(from, s.rows * kLanes, to);
        continue;
      }
      for (int i = 0; i < s.rows * kLanes; ++i) to[i] += from[i];
    }
  }
  void scale(const ScaleRows& s) const override {
    for (int p = 0; p < s.panels; ++p) {
      table_.scale(s.x + p * s.x_panel, s.factor + p * s.factor_panel, s.out + p * s.out_panel,
                   blocked_size(s.rows, 1));
    }
  }
  void transpose(const Transpose& s) const override {
    for (int p = 0; p < s.panels; ++p) {
      transpose_panel(s.from + p * s.from_panel, s.rows, s.to, s.to_panel,
                      s.first_row + p * kLanes);
    }
  }
  void order_by_lanes(const LaneOrder& s) const override {
    for (int p = 0; p < s.panels; ++p) {
      for (int lane = 0; lane < s.lanes; ++lane) {
        const float* from = s.from + p * s.panel + offset_of(lane, 1);
        float* to = s.to + p * s.panel + offset_of(lane * s.steps, 1);
        for (int t = 0; t < s.steps; ++t) {
          std::copy_n(from + offset_of(t * s.lanes, 1), kLanes, to + offset_of(t, 1));
        }
      }
    }
  }

  void sequence_mask(const DropoutDraw& draw, const MaskShape& shape, int lanes, RowRange range,
                     float* mask) const override {
    fill_sequence_mask(table_, draw, shape, lanes, range, mask);
  }
  void weight_mask(const DropoutDraw& draw, const WeightMask& s) const override {
    for (int panel = 0; panel < 4 * s.blocks; ++panel) {
      const int unit = s.first_unit + panel / 4 * kLanes, gate = panel % 4;
      for (int lane = 0; lane < kLanes && unit + lane < s.units; ++lane) {
        const auto row = static_cast<std::uint32_t>(gate * s.units + unit + lane);
        float* to = s.factors + offset_of(s.rows, panel) + lane;
        for_each_factor_run(table_, draw, row, 0, s.units,
                            [&](int first, const float* drawn, int count) {
                              for (int k = 0; k < count; ++k) to[(first + k) * kLanes] = drawn[k];
                            });
      }
    }
  }

  void gather(const TableShape& shape, const float* table, const EmbeddedColumns& columns,
              RowRange rows, float* to) const override {
    gather_rows(shape, table, columns, rows, to);
  }
  void add_gathered(const TableShape& shape, const float* d, const EmbeddedColumns& columns,
                    int count, float* table) const override {
    add_gathered_rows(shape, d, columns, count, table);
  }
  void derive_tied(const TiedForms& s) const override { write_tied_forms(s); }

  void relate(const Relation& relation, RowRange rows, const float* relative,
              float* logits) const override {
    add_relation(relation, rows, relative, logits);
  }
  void relate_backward(const Relation& relation, RowRange rows, const float* logits,
                       float* relative) const override {
    sum_relation(relation, rows, logits, relative);
  }
  void guess(const Guess& guess, RowRange rows, const float* numbers, const float* biases,
             float* logits) const override {
    add_guess(guess, rows, numbers, biases, logits);
  }
  void guess_backward(const Guess& guess, RowRange rows, const float* logits,
                      float* numbers) const override {
    take_guess(guess, rows, logits, numbers);
  }
  void guess_biases(const Guess& guess, RowRange rows, const float* numbers, std::size_t size,
                    float* biases) const override {
    sum_guess_biases(guess, rows, numbers, size, biases);
  }

 private:
  const KernelTable& table_;
};

}  // namespace

const Kernels& host_kernels(Isa isa) {
  static const HostKernels portable(kernels(Isa::kPortable));
  if (isa == Isa::kPortable) return portable;
#if defined(__wasm__)
  static const HostKernels simd128(kernels(Isa::kSimd128));
  return simd128;
#else
  static const HostKernels avx2(kernels(Isa::kAvx2)), avx512(kernels(Isa::kAvx512));
  return isa == Isa::kAvx512 ? avx512 : avx2;
#endif
}

}  // namespace bach::engine
