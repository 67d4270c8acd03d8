#include "lm/window_trainer.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "base/math.h"
#include "nn/dropout.h"
#include "nn/engine/dropout_mask.h"

namespace bach {

using engine::blocked_size;
using engine::kLanes;
using engine::LstmGradients;
using engine::LstmLayer;
using engine::panels_of;
using engine::RowRange;

WindowTrainer::WindowTrainer(const ModelConfig& config, int batch_size, engine::Isa isa,
                             ThreadPool& pool, const AdamOptions& adam)
    : config_(config),
      batch_(batch_size),
      pool_(pool),
      adam_(adam),
      weights_(config, isa, true),
      pass_(config, batch_size),
      masks_(config, batch_size),
      targets_(static_cast<std::size_t>(batch_size)),
      largest_(targets_.size()),
      sum_(targets_.size()),
      hit_(targets_.size()),
      d_dense_(blocked_size(batch_size, panels_of(config.dense))),
      d_top_(blocked_size(batch_size, panels_of(config.hidden))),
      d_cell_(d_top_.size()) {
  // Two of them take turns when there are layers below the top one.
  const std::size_t below = blocked_size(config.window * batch_size, panels_of(config.hidden));
  for (int l = 0; l < std::min(config.layers - 1, 2); ++l) {
    d_below_[l] = engine::AlignedFloats(below);
  }
}

// Rows do not depend on each other, so how they are cut changes no bit. One thread takes them all
// at once, and the weights pass by once for each step of time; more threads need pieces to share.
int WindowTrainer::row_pieces(int rows) const {
  const int piece_rows = pool_.threads() == 1 ? rows : pool_.threads() == 2 ? 16 : 8;
  return (rows + piece_rows - 1) / piece_rows;
}

RowRange WindowTrainer::row_piece(int piece, int rows) const {
  const int pieces = row_pieces(rows);
  const int first = rows * piece / pieces;
  return {first, rows * (piece + 1) / pieces - first};
}

double WindowTrainer::step(std::span<const int> rows, std::span<const int> targets,
                           std::uint64_t seed, std::uint64_t step) {
  pass_.set_rows(rows);
  std::copy(targets.begin(), targets.end(), targets_.begin());
  pool_.run(row_pieces(batch_), [&](int piece) {
    const RowRange range = row_piece(piece, batch_);
    draw_masks({seed, step}, range);
    pass_.forward(weights_, &masks_, range);
    take_loss(range, true);
    backward(range);
  });

  const engine::AdamStep adam = next_adam_step();
  int pieces = weights_.lin_1().pieces() + weights_.lin_2().pieces();
  for (const LstmLayer& layer : weights_.lstm()) pieces += layer.panels();
  pool_.run(pieces, [&](int piece) { update_piece(piece, adam); });
  return summed_loss(batch_) / batch_;
}

OptimiserState WindowTrainer::state() const {
  OptimiserState state;
  weights_.export_state(state);
  state.beta1_power = beta1_power_;
  state.beta2_power = beta2_power_;
  return state;
}

void WindowTrainer::restore(const OptimiserState& state) {
  weights_.restore_state(state);
  beta1_power_ = state.beta1_power;
  beta2_power_ = state.beta2_power;
}

double WindowTrainer::evaluate(std::span<const int> rows, std::span<const int> targets) {
  const int count = static_cast<int>(targets.size());
  pass_.set_rows(rows);
  std::copy(targets.begin(), targets.end(), targets_.begin());
  pool_.run(row_pieces(count), [&](int piece) {
    const RowRange range = row_piece(piece, count);
    pass_.forward(weights_, nullptr, range);
    take_loss(range, false);
  });
  return summed_loss(count);
}

void WindowTrainer::draw_masks(const MaskDraw& draw, RowRange range) {
  if (config_.dropout == 0) return;
  for (int l = 0; l + 1 < config_.layers; ++l) {
    engine::fill_blocked_mask(draw.seed, draw.step, site_after_layer(l), config_.dropout,
                              {config_.window, batch_, config_.hidden}, range,
                              masks_.between[static_cast<std::size_t>(l)].data());
  }
  engine::fill_blocked_mask(draw.seed, draw.step, kHeadSite, config_.dropout,
                            {1, batch_, config_.dense}, range, masks_.head.data());
}

void WindowTrainer::take_loss(RowRange range, bool backward) {
  const int first = range.first;
  weights_.kernels().softmax_loss(
      {pass_.logits() + std::ptrdiff_t{first} * kLanes,
       static_cast<std::ptrdiff_t>(blocked_size(batch_, 1)), targets_.data() + first,
       largest_.data() + first, sum_.data() + first, hit_.data() + first,
       1.0f / static_cast<float>(batch_), backward, range.count, weights_.lin_2().panels()});
}

double WindowTrainer::summed_loss(int rows) const {
  double loss = 0;
  for (std::size_t b = 0; b < static_cast<std::size_t>(rows); ++b) {
    loss += portable_log(sum_[b]) - (double{hit_[b]} - largest_[b]);
  }
  return loss;
}

void WindowTrainer::backward(RowRange range) {
  const engine::Kernels& kernels = weights_.kernels();
  const engine::Arena& arena = weights_.arena();
  const auto count = static_cast<std::size_t>(range.count) * kLanes;
  const auto first = static_cast<std::size_t>(range.first) * kLanes;
  const std::size_t panel = blocked_size(batch_, 1);
  const bool masked = config_.dropout != 0;

  weights_.lin_2().backward_input(kernels, arena, range, batch_, pass_.logits(), d_dense_.data());
  if (masked) {
    for (std::size_t at = first; at < d_dense_.size(); at += panel) {
      kernels.scale(d_dense_.data() + at, masks_.head.data() + at, d_dense_.data() + at, count);
    }
  }
  weights_.lin_1().backward_input(kernels, arena, range, batch_, d_dense_.data(), d_top_.data());

  const std::size_t layers = weights_.lstm().size();
  for (std::size_t l = layers; l-- > 0;) {
    const engine::LstmTrace& trace = pass_.traces()[l];
    LstmGradients gradients{d_top_.data(), 0, d_cell_.data()};
    if (l + 1 < layers) {
      // Outputs of a layer below matter at every step.
      gradients.d_hidden =
          d_below_[l % 2].data() + static_cast<std::size_t>(trace.steps - 1) * trace.step;
      gradients.step = static_cast<std::ptrdiff_t>(trace.step);
    }
    weights_.lstm()[l].backward(kernels, arena, range, trace, gradients);
    if (l == 0) return;
    float* d_below = d_below_[(l - 1) % 2].data();
    weights_.lstm()[l].backward_input(kernels, arena, range, trace, d_below);
    if (!masked) continue;
    const std::size_t panels = static_cast<std::size_t>(trace.steps * trace.panels);
    for (std::size_t at = first; at < panels * panel; at += panel) {
      kernels.scale(d_below + at, masks_.between[l - 1].data() + at, d_below + at, count);
    }
  }
}

void WindowTrainer::update_piece(int piece, const engine::AdamStep& step) {
  const engine::Kernels& kernels = weights_.kernels();
  const engine::Arena& arena = weights_.arena();
  for (std::size_t l = 0; l < weights_.lstm().size(); ++l) {
    const LstmLayer& layer = weights_.lstm()[l];
    if (piece < layer.panels()) {
      layer.weight_gradients(kernels, arena, pass_.input(l, config_.dropout != 0), piece,
                             pass_.traces()[l]);
      layer.update(kernels, step, arena, piece);
      return;
    }
    piece -= layer.panels();
  }
  const engine::DenseLayer& lin_1 = weights_.lin_1();
  if (piece < lin_1.pieces()) {
    lin_1.weight_gradients(kernels, arena, piece, batch_, pass_.last_hidden(), d_dense_.data());
    lin_1.update(kernels, step, arena, piece);
    return;
  }
  piece -= lin_1.pieces();
  const engine::DenseLayer& lin_2 = weights_.lin_2();
  lin_2.weight_gradients(kernels, arena, piece, batch_, pass_.dense(), pass_.logits());
  lin_2.update(kernels, step, arena, piece);
}

engine::AdamStep WindowTrainer::next_adam_step() {
  beta1_power_ *= adam_.beta1;
  beta2_power_ *= adam_.beta2;
  return {static_cast<float>(adam_.beta1),
          static_cast<float>(1 - adam_.beta1),
          static_cast<float>(adam_.beta2),
          static_cast<float>(1 - adam_.beta2),
          static_cast<float>(adam_.learning_rate / (1 - beta1_power_)),
          static_cast<float>(1 / std::sqrt(1 - beta2_power_)),
          static_cast<float>(adam_.epsilon)};
}

}  // namespace bach
