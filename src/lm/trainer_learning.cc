// What a training step does with what the way back left: gradients, their norm, AdamW, averages.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <span>
#include <vector>

#include "lm/index.h"
#include "lm/trainer.h"

namespace bach {

void Trainer::learn(double learning_rate, const std::function<void()>& meanwhile) {
  if (update_) return learn_on_device(learning_rate, meanwhile);
  if (lane_sums_) return learn_from_lanes(learning_rate);
  const int pieces = static_cast<int>(pieces_.size());
  if (options_.clip_norm == 0) {
    // Nothing waits for the gradient's norm: a piece's gradients are used while in the cache.
    const AdamSteps adam = next_adam_steps(learning_rate, 0);
    each(pieces, [&](int piece) {
      gradients(pieces_[at(piece)]);
      update(at(piece), adam);
    });
    return;
  }
  std::fill_n(squares_.host(), squares_.size(), 0.0f);
  each(pieces, [&](int piece) {
    gradients(pieces_[at(piece)]);
    add_squares(at(piece));
  });
  const AdamSteps adam = next_adam_steps(learning_rate, sum_of_pieces());
  each(pieces, [&](int piece) { update(at(piece), adam); });
}

double Trainer::sum_of_pieces() const {
  double sum = 0;
  for (std::size_t piece = 0; piece < squares_.size(); piece += 2) {
    sum += squares_.host()[piece] + squares_.host()[piece + 1];
  }
  return sum;
}

// Large calls, and few.
void Trainer::learn_on_device(double learning_rate, const std::function<void()>& meanwhile) {
  for (const WeightPiece& piece : pieces_) {
    if (!lane_sums_) {
      gradients(piece);
    } else if (piece.kind == WeightPiece::kLayer) {
      weights_.lstm()[piece.index].scale_dropped(weights_.kernels(), weights_.arena(),
                                                 piece.pieces);
    }
  }
  double squares = 0;
  if (options_.clip_norm > 0) {
    update_->sum_squares(squares_.there());
    wait_with(meanwhile);
    squares_.take(squares_.size());
    squares = lane_sums_ ? std::accumulate(squares_.host(), squares_.host() + squares_.size(), 0.0)
                         : sum_of_pieces();
  }
  update_->run(next_adam_steps(learning_rate, squares));
}

std::vector<std::vector<engine::ArenaSpan>> Trainer::summed_spans() const {
  std::vector<std::vector<engine::ArenaSpan>> sums;
  for (const Chunk& chunk : chunks_) {
    sums.emplace_back();
    visit_spans(lane_sums_->parts()[chunk.part], chunk.numbers,
                [&](const WeightSpan& span, std::size_t) { sums.back().push_back(span.in_arena); });
  }
  if (lane_sums_) return sums;
  for (const WeightPiece& piece : weight_pieces(weights_)) {
    std::vector<engine::ArenaSpan> all = spans_of(weights_, piece), others;
    if (piece.kind == WeightPiece::kLayer) {
      others.assign(all.begin() + 1, all.end());
      all.resize(1);
    }
    sums.push_back(all);
    sums.push_back(others);
  }
  return sums;
}

// The gradients are there, of own chunks alone where processes share them.
void Trainer::learn_from_lanes(double learning_rate) {
  PartExchange* exchange = lane_sums_->exchange();
  if (exchange != nullptr) exchange->wait_for_sums();
  const AdamSteps adam = next_adam_steps(learning_rate, finish_chunks());
  if (exchange == nullptr) {
    each(static_cast<int>(pieces_.size()), [&](int piece) { update(at(piece), adam); });
    return;
  }
  exchange->begin_weights();
  pool_.run(static_cast<int>(chunks_.size()), [&](int number) {
    const Chunk& chunk = chunks_[at(number)];
    visit_spans(
        lane_sums_->parts()[chunk.part], chunk.numbers,
        [&](const WeightSpan& span, std::size_t) { update(span.in_arena, adam[span.piece.kind]); });
    exchange->chunk_is_stepped(chunk.part);
  });
  for (std::size_t part = 0; part < lane_sums_->parts().size(); ++part) {
    exchange->wait_for_weights(part);
    const std::vector<WeightPiece>& pieces = lane_sums_->parts()[part].pieces;
    pool_.run(static_cast<int>(pieces.size()),
              [&](int piece) { derive(weights_, pieces[at(piece)]); });
  }
}

// What gradients want when all lanes are added up. Returns the sum of the squares of all, if it is
// wanted.
double Trainer::finish_chunks() {
  const bool clips = options_.clip_norm > 0;
  if (!clips && weights_.config().recurrent_dropout == 0) return 0;
  const engine::Kernels& kernels = weights_.kernels();
  const engine::Arena& arena = weights_.arena();
  std::fill_n(squares_.host(), chunks_.size(), 0.0f);
  each(static_cast<int>(chunks_.size()), [&](int number) {
    const Chunk& chunk = chunks_[at(number)];
    visit_spans(lane_sums_->parts()[chunk.part], chunk.numbers,
                [&](const WeightSpan& span, std::size_t) {
                  if (span.piece.kind == WeightPiece::kLayer) {
                    weights_.lstm()[span.piece.index].scale_dropped(kernels, arena, span.in_arena);
                  }
                  if (!clips) return;
                  kernels.add_squares(arena.gradients() + span.in_arena.offset, span.in_arena.count,
                                      squares_.there() + number);
                });
  });
  if (!clips) return 0;
  const std::span<const float> own(squares_.host(), chunks_.size());
  std::vector<float> all(own.begin(), own.end());
  if (PartExchange* exchange = lane_sums_->exchange()) all = exchange->of_all_chunks(own);
  return std::accumulate(all.begin(), all.end(), 0.0);
}

void Trainer::gradients(const WeightPiece& piece) {
  const engine::Kernels& kernels = weights_.kernels();
  const engine::Arena& arena = weights_.arena();
  if (piece.kind == WeightPiece::kTable) {
    table_gradients(piece.index);
  } else if (piece.kind == WeightPiece::kLayer) {
    weights_.lstm()[piece.index].gradients(kernels, arena, pass_.shape(), piece.pieces,
                                           pass_.layer_input(piece.index),
                                           pass_.trace(piece.index));
  } else {
    weights_.heads()[piece.index].gradients(kernels, arena, piece.pieces, pass_.head_rows(),
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
void Trainer::update(std::size_t number, const AdamSteps& steps) {
  for (const engine::ArenaSpan& span : spans_[number]) update(span, steps[pieces_[number].kind]);
  derive(weights_, pieces_[number]);
}

void Trainer::update(const engine::ArenaSpan& span, engine::AdamStep step) {
  const engine::Arena& arena = weights_.arena();
  if (!span.decays) step.keep = 1;
  weights_.kernels().adam(step, {arena.values() + span.offset, arena.gradients() + span.offset,
                                 arena.first_moments() + span.offset,
                                 arena.second_moments() + span.offset, span.count});
}

// `squares`: of the gradient; looked at where its norm is clipped.
AdamSteps Trainer::next_adam_steps(double learning_rate, double squares) {
  const AdamOptions& adam = options_.adam;
  beta1_power_ *= adam.beta1;
  beta2_power_ *= adam.beta2;
  const double norm = std::sqrt(squares);
  const bool clipped = options_.clip_norm > 0 && norm > options_.clip_norm;
  const auto step = [&](double factor) -> engine::AdamStep {
    const double rate = learning_rate * factor;
    return {static_cast<float>(adam.beta1),
            static_cast<float>(1 - adam.beta1),
            static_cast<float>(adam.beta2),
            static_cast<float>(1 - adam.beta2),
            static_cast<float>(rate / (1 - beta1_power_)),
            static_cast<float>(1 / std::sqrt(1 - beta2_power_)),
            static_cast<float>(adam.epsilon),
            clipped ? static_cast<float>(options_.clip_norm / norm) : 1.0f,
            static_cast<float>(1 - rate * options_.weight_decay)};
  };
  AdamSteps steps;
  steps[WeightPiece::kTable] = step(options_.rates.tables);
  steps[WeightPiece::kLayer] = step(options_.rates.layers);
  steps[WeightPiece::kHead] = step(options_.rates.heads);
  return steps;
}

// The mean of all weights so far at first, then a running one.
void Trainer::average() {
  const engine::Arena& arena = weights_.arena();
  const std::size_t chunk = weights_.kernels().apart() ? arena.size() : 65536;
  const double share = std::max(1 - options_.average, 1.0 / static_cast<double>(updates_));
  each(static_cast<int>((arena.size() + chunk - 1) / chunk), [&](int piece) {
    const std::size_t first = at(piece) * chunk;
    weights_.kernels().blend(arena.values() + first, static_cast<float>(share),
                             arena.averages() + first, std::min(chunk, arena.size() - first));
  });
}

}  // namespace bach
