// What a training step does with what the way back left: gradients, their norm, AdamW, averages.
#include <algorithm>
#include <cmath>
#include <cstddef>

#include "lm/index.h"
#include "lm/trainer.h"

namespace bach {

void Trainer::learn(double learning_rate) {
  const int pieces = static_cast<int>(pieces_.size());
  if (lane_sums_) lane_sums_->run(pieces_, d_embedded_.data(), pool_);
  if (options_.clip_norm == 0) {
    // Nothing waits for the gradient's norm: a piece's gradients are used while in the cache.
    const engine::AdamStep adam = next_adam_step(learning_rate);
    each(pieces, [&](int piece) {
      gradients(pieces_[at(piece)]);
      update(at(piece), adam);
    });
    return;
  }
  std::fill_n(squares_.host(), squares_.size(), 0.0f);
  squares_.give(squares_.size());
  each(pieces, [&](int piece) {
    gradients(pieces_[at(piece)]);
    add_squares(at(piece));
  });
  squares_.take(squares_.size());
  const engine::AdamStep adam = next_adam_step(learning_rate);
  each(pieces, [&](int piece) { update(at(piece), adam); });
}

void Trainer::gradients(const WeightPiece& piece) {
  const engine::Kernels& kernels = weights_.kernels();
  const engine::Arena& arena = weights_.arena();
  if (lane_sums_) {  // they are there already
    if (piece.kind == WeightPiece::kLayer) {
      weights_.lstm()[piece.index].scale_dropped(kernels, arena, piece.piece);
    }
  } else if (piece.kind == WeightPiece::kTable) {
    table_gradients(piece.index);
  } else if (piece.kind == WeightPiece::kLayer) {
    weights_.lstm()[piece.index].gradients(kernels, arena, pass_.shape(), piece.piece,
                                           pass_.layer_input(piece.index),
                                           pass_.trace(piece.index));
  } else {
    weights_.heads()[piece.index].gradients(kernels, arena, piece.piece, pass_.head_rows(),
                                            pass_.fields(), pass_.top(), pass_.heads_dropped(),
                                            pass_.head(piece.index));
  }
}

// Of recurrent weights apart from others.
void Trainer::add_squares(std::size_t number) {
  const bool layer = pieces_[number].kind == WeightPiece::kLayer;
  float* totals = squares_.there() + 2 * number;
  for (std::size_t i = 0; i < spans_[number].size(); ++i) {
    const engine::ArenaSpan& span = spans_[number][i];
    weights_.kernels().add_squares(weights_.arena().gradients() + span.offset, span.count,
                                   totals + (layer && i > 0 ? 1 : 0));
  }
}

void Trainer::table_gradients(std::size_t index) {
  const engine::Kernels& kernels = weights_.kernels();
  const engine::Arena& arena = weights_.arena();
  const engine::EmbeddingTable& table = *weights_.tables()[index];
  const int number = static_cast<int>(index), rows = pass_.rows();
  const int columns = static_cast<int>(weights_.config().fields.size());
  table.clear_gradient(kernels, arena);
  for (std::size_t k = 0; k < weights_.heads().size(); ++k) {
    if (weights_.heads()[k].config().tied_table != number) continue;
    const HeadBuffers& head = pass_.head(k);
    table.add_tied_gradient(kernels, arena, rows, head.held, head.output.data(),
                            head.logits.data());
  }
  for (const FieldInputs::Column& column : weights_.inputs().embedded) {
    if (column.table != number) continue;
    table.add_gradient(kernels, arena,
                       {pass_.fields().there + column.field, columns, column.first, pass_.held(),
                        pass_.input_mask(), pass_.lanes(), pass_.max_lanes()},
                       rows, d_embedded_.data());
  }
  for (std::size_t k = 0; k < weights_.heads().size(); ++k) {
    for (const FieldInputs::Column& column : weights_.heads()[k].inputs().embedded) {
      if (column.table != number) continue;
      table.add_gradient(kernels, arena,
                         {pass_.fields().there + column.field, columns, column.first, pass_.held()},
                         rows, pass_.head(k).d_embedded.data());
    }
  }
}

// A step of Adam, then what follows from the weights.
void Trainer::update(std::size_t number, const engine::AdamStep& step) {
  for (const engine::ArenaSpan& span : spans_[number]) update(span, step);
  derive(weights_, pieces_[number]);
}

void Trainer::update(const engine::ArenaSpan& span, engine::AdamStep step) {
  const engine::Arena& arena = weights_.arena();
  if (!span.decays) step.keep = 1;
  weights_.kernels().adam(
      step, {arena.values() + span.offset, arena.gradients() + span.offset,
             arena.first_moments() + span.offset, arena.second_moments() + span.offset, span.count});
}

engine::AdamStep Trainer::next_adam_step(double learning_rate) {
  const AdamOptions& adam = options_.adam;
  beta1_power_ *= adam.beta1;
  beta2_power_ *= adam.beta2;
  double squares = 0;
  for (std::size_t piece = 0; piece < squares_.size(); piece += 2) {
    squares += squares_.host()[piece] + squares_.host()[piece + 1];
  }
  const double norm = std::sqrt(squares);
  const bool clipped = options_.clip_norm > 0 && norm > options_.clip_norm;
  return {static_cast<float>(adam.beta1),
          static_cast<float>(1 - adam.beta1),
          static_cast<float>(adam.beta2),
          static_cast<float>(1 - adam.beta2),
          static_cast<float>(learning_rate / (1 - beta1_power_)),
          static_cast<float>(1 / std::sqrt(1 - beta2_power_)),
          static_cast<float>(adam.epsilon),
          clipped ? static_cast<float>(options_.clip_norm / norm) : 1.0f,
          static_cast<float>(1 - learning_rate * options_.weight_decay)};
}

// The mean of all weights so far at first, then a running one.
void Trainer::average() {
  constexpr std::size_t kChunk = 65536;
  const engine::Arena& arena = weights_.arena();
  const double share = std::max(1 - options_.average, 1.0 / static_cast<double>(updates_));
  each(static_cast<int>((arena.size() + kChunk - 1) / kChunk), [&](int piece) {
    const std::size_t first = at(piece) * kChunk;
    weights_.kernels().blend(arena.values() + first, static_cast<float>(share),
                             arena.averages() + first, std::min(kChunk, arena.size() - first));
  });
}

}  // namespace bach
