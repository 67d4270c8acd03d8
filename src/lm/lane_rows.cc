#include "lm/lane_rows.h"

#include <algorithm>
#include <cstddef>

#include "lm/index.h"

namespace bach {

using engine::AlignedFloats;
using engine::blocked_size;
using engine::kLanes;
using engine::panels_of;
using engine::RowRange;

LaneRows::LaneRows(const NetworkWeights& weights, ForwardPass& pass)
    : weights_(weights), pass_(pass), held_(pass.held()) {
  const NetworkConfig& config = weights.config();
  engine::FloatMemory* memory = weights.kernels().memory();
  const int panels = panels_of(config.hidden);
  for (int l = 0; l < config.layers; ++l) {
    hidden_.emplace_back(blocked_size(held_, panels), memory);
    gates_.emplace_back(blocked_size(held_, 4 * panels), memory);
    outputs_.emplace_back(blocked_size(held_, panels), memory);
  }
  embedded_ = AlignedFloats(blocked_size(held_, panels_of(weights.inputs().width)), memory);
  d_embedded_ = AlignedFloats(embedded_.size(), memory);
  for (const NetworkHead& head : weights.heads()) {
    heads_.push_back(head.make_buffers(held_, memory, true));
  }
  fields_ = {at(held_) * config.fields.size(), memory};
  index_ = {at(held_) * weights.inputs().one_hot.size(), memory};
}

void LaneRows::take_matrix(const float* from, int panels, AlignedFloats& to) {
  if (panels == 0) return;
  matrices_.push_back(
      {from, to.data(), engine::offset_of(held_, 1), panels, pass_.lanes(), pass_.shape().steps});
}

void LaneRows::take_fields() {
  const int lanes = pass_.lanes(), steps = pass_.shape().steps;
  const std::size_t columns = weights_.config().fields.size();
  int* out = fields_.host();
  for (int lane = 0; lane < lanes; ++lane) {
    for (int t = 0; t < steps; ++t) {
      out = std::copy_n(pass_.fields().host + at(t * lanes + lane) * columns, columns, out);
    }
  }
  fields_.give(at(pass_.rows()) * columns);
}

void LaneRows::index_rows(const FieldInputs& inputs, engine::Shared<int>& index) const {
  const std::size_t columns = weights_.config().fields.size();
  int* out = index.host();
  for (int row = 0; row < pass_.rows(); ++row) {
    const int* record = fields_.host() + at(row) * columns;
    for (const FieldInputs::Column& column : inputs.one_hot) {
      const int value = record[column.field];
      *out++ = value < 0 ? inputs.rows : column.first + value;
    }
  }
  index.give(at(pass_.rows()) * inputs.one_hot.size());
}

void LaneRows::take_head(std::size_t k) {
  const HeadBuffers& from = pass_.head(k);
  HeadBuffers& to = heads_[k];
  const auto take_all = [&](const AlignedFloats& matrix, AlignedFloats& copy) {
    take_matrix(matrix.data(), static_cast<int>(matrix.size() / blocked_size(held_, 1)), copy);
  };
  take_all(from.embedded, to.embedded);
  if (pass_.heads_dropped()) {
    take_all(from.dropped, to.dropped);
  } else {
    take_all(from.hidden, to.hidden);
  }
  take_all(from.output, to.output);
  take_all(from.logits, to.logits);
  for (std::size_t i = 0; i < from.relatives.size(); ++i) {
    take_all(from.relatives[i], to.relatives[i]);
  }
  take_all(from.guess, to.guess);
  take_all(from.d_x, to.d_x);
  take_all(from.d_output, to.d_output);
  take_all(from.d_embedded, to.d_embedded);
  index_rows(weights_.heads()[k].inputs(), to.index);
}

void LaneRows::take_layer(std::size_t l) {
  const int units = panels_of(weights_.config().hidden);
  take_matrix(pass_.trace(l).hidden, units, hidden_[l]);
  take_matrix(pass_.trace(l).gates, 4 * units, gates_[l]);
  if (l > 0) take_matrix(pass_.layer_input(l).first, units, outputs_[l - 1]);
}

void LaneRows::take(int stage, const float* d_embedded, ThreadPool& pool) {
  matrices_.clear();
  const std::size_t layers = hidden_.size();
  if (stage == 0) {
    take_matrix(pass_.top(), panels_of(weights_.config().hidden), outputs_.back());
    take_fields();
    index_rows(weights_.inputs(), index_);
    for (std::size_t k = 0; k < heads_.size(); ++k) take_head(k);
  } else {
    take_layer(layers - at(stage));
  }
  if (at(stage) == layers) {
    const int width = panels_of(weights_.inputs().width);
    take_matrix(pass_.layer_input(0).second, width, embedded_);
    take_matrix(d_embedded, width, d_embedded_);
  }

  const engine::Kernels& kernels = weights_.kernels();
  if (kernels.apart()) {
    for (const engine::LaneOrder& matrix : matrices_) kernels.order_by_lanes(matrix);
    return;
  }
  // A panel each time, for the threads to share.
  std::vector<engine::LaneOrder> panels;
  for (const engine::LaneOrder& matrix : matrices_) {
    engine::LaneOrder panel = matrix;
    for (panel.panels = 1; panel.from < matrix.from + matrix.panels * matrix.panel;) {
      panels.push_back(panel);
      panel.from += matrix.panel;
      panel.to += matrix.panel;
    }
  }
  pool.run(static_cast<int>(panels.size()),
           [&](int panel) { kernels.order_by_lanes(panels[at(panel)]); });
}

void LaneRows::gradients(const WeightPiece& piece, int lane) const {
  if (piece.kind == WeightPiece::kTable) return table_gradients(piece.index, lane);
  const engine::Kernels& kernels = weights_.kernels();
  const engine::Arena& arena = weights_.arena();
  const std::size_t i = piece.index;
  const int steps = pass_.shape().steps;
  const RowRange rows{lane * steps, steps};
  if (piece.kind == WeightPiece::kHead) {
    weights_.heads()[i].gradients(kernels, arena, piece.pieces, rows,
                                  {fields_.host(), fields_.there()}, outputs_.back().data(),
                                  pass_.heads_dropped(), heads_[i]);
    return;
  }
  engine::MixedInput input{nullptr,
                           {index_.there(), static_cast<int>(weights_.inputs().one_hot.size())},
                           embedded_.data()};
  if (i > 0) input = {outputs_[i - 1].data(), {nullptr, 0}, nullptr};
  weights_.lstm()[i].gradients_over(kernels, arena, piece.pieces, rows, held_, input,
                                    hidden_[i].data(), gates_[i].data());
}

void LaneRows::table_gradients(std::size_t index, int lane) const {
  const engine::Kernels& kernels = weights_.kernels();
  const engine::Arena& arena = weights_.arena();
  const engine::EmbeddingTable& table = *weights_.tables()[index];
  const int number = static_cast<int>(index), steps = pass_.shape().steps;
  const int columns = static_cast<int>(weights_.config().fields.size());
  const std::size_t first = at(lane * steps), row = first * kLanes;
  const int* fields = fields_.there() + first * at(columns);
  table.clear_gradient(kernels, arena);
  for (std::size_t k = 0; k < heads_.size(); ++k) {
    if (weights_.heads()[k].config().tied_table != number) continue;
    table.add_tied_gradient(kernels, arena, steps, held_, heads_[k].output.data() + row,
                            heads_[k].logits.data() + row);
  }
  const float* mask = pass_.input_mask();
  if (mask != nullptr) mask += at(lane) * kLanes;
  for (const FieldInputs::Column& column : weights_.inputs().embedded) {
    if (column.table != number) continue;
    table.add_gradient(
        kernels, arena,
        {fields + column.field, columns, column.first, held_, mask, 1, pass_.max_lanes()}, steps,
        d_embedded_.data() + row);
  }
  for (std::size_t k = 0; k < heads_.size(); ++k) {
    for (const FieldInputs::Column& column : weights_.heads()[k].inputs().embedded) {
      if (column.table != number) continue;
      table.add_gradient(kernels, arena, {fields + column.field, columns, column.first, held_},
                         steps, heads_[k].d_embedded.data() + row);
    }
  }
}

}  // namespace bach
