// One step of the optimiser over all weights at once, for kernels that like few and large calls; the
// trainer otherwise goes piece by piece. The bits are the same.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "lm/network_weights.h"
#include "lm/weight_piece.h"
#include "nn/engine/shared.h"

namespace bach {

// Of each WeightPiece::Kind.
using AdamSteps = std::array<engine::AdamStep, WeightPiece::kKinds>;

class ArenaUpdate {
 public:
  // `weights`, a training one, must outlive this. `sums`: the spans that squares are summed over, those
  // of one sum one after the other.
  ArenaUpdate(NetworkWeights& weights, const std::vector<std::vector<engine::ArenaSpan>>& sums);

  // The sums of the gradients' squares. totals: one number for each, of the kernels.
  void sum_squares(float* totals) const;
  // Adam on all weights, then what follows from them.
  void run(const AdamSteps& steps) const;

 private:
  void join_stretches();

  NetworkWeights& weights_;
  // Weights of one kind side by side.
  struct Stretch {
    WeightPiece::Kind kind;
    engine::ArenaSpan in_arena;
  };
  std::vector<Stretch> stretches_;      // all of the arena, in order
  engine::Shared<int> decays_;          // of each 16 numbers of the arena
  engine::Shared<int> spans_, begins_;  // see engine::SquareSums
};

}  // namespace bach
