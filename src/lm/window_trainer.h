// Training steps of a windows network on the fast engine: forward, loss, backward and Adam.
//
// One step is two jobs for the threads: first the rows of the batch, each range of them forward and
// backward over all time; then the weights, each block's gradients over all rows and its update.
// Every number is computed the same way whichever thread takes which piece.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/thread_pool.h"
#include "lm/config.h"
#include "lm/engine_pass.h"
#include "lm/engine_weights.h"
#include "nn/adam.h"

namespace bach {

class WindowTrainer {
 public:
  // `config` must be valid and `isa` available; `pool` must outlive the trainer. Allocates all it
  // will need.
  WindowTrainer(const ModelConfig& config, int batch_size, engine::Isa isa, ThreadPool& pool,
                const AdamOptions& adam = {});

  int batch_size() const { return batch_; }
  EngineWeights& weights() { return weights_; }
  const EngineWeights& weights() const { return weights_; }

  // One step on exactly B windows. rows: [B][T]; targets: [B]. `seed` and `step` pick the dropout
  // masks (nn/dropout.h). Returns the mean loss in nats before the update. Allocates nothing.
  double step(std::span<const int> rows, std::span<const int> targets, std::uint64_t seed,
              std::uint64_t step);

  // What the next step starts from; restored, steps go on with the same bits. The blocks must have
  // the size of this network.
  OptimiserState state() const;
  void restore(const OptimiserState& state);

  // The sum of the losses of 1 … B windows, nothing dropped. Allocates nothing.
  double evaluate(std::span<const int> rows, std::span<const int> targets);

 private:
  struct MaskDraw {
    std::uint64_t seed, step;
  };

  int row_pieces(int rows) const;
  engine::RowRange row_piece(int piece, int rows) const;
  void draw_masks(const MaskDraw& draw, engine::RowRange range);
  void take_loss(engine::RowRange range, bool backward);
  void backward(engine::RowRange range);
  void update_piece(int piece, const engine::AdamStep& step);
  engine::AdamStep next_adam_step();
  double summed_loss(int rows) const;

  ModelConfig config_;
  int batch_;
  ThreadPool& pool_;
  AdamOptions adam_;
  double beta1_power_ = 1, beta2_power_ = 1;  // β^t as running products
  EngineWeights weights_;
  EnginePass pass_;
  EngineMasks masks_;
  std::vector<int> targets_;                // [B]
  std::vector<float> largest_, sum_, hit_;  // pieces of each row's loss: [B]
  engine::AlignedFloats d_dense_;           // [Q][B][16]
  engine::AlignedFloats d_top_;             // of the top layer's last output: [P][B][16]
  engine::AlignedFloats d_below_[2];        // of the outputs of a layer below: [T][P][B][16]
  engine::AlignedFloats d_cell_;            // [P][B][16]
};

}  // namespace bach
