// The weights of a network cut into pieces: those that threads take one by one, or, for a device, large
// ones.
#pragma once

#include <cstddef>
#include <vector>

#include "lm/network_weights.h"

namespace bach {

struct WeightPiece {
  enum Kind { kTable, kLayer, kHead } kind;
  static constexpr std::size_t kKinds = 3;
  std::size_t index;            // of the table, layer or head
  engine::PieceRange pieces{};  // of its own count
};

// All pieces one by one, the largest first, so that no thread begins one of them last.
std::vector<WeightPiece> weight_pieces(const NetworkWeights& weights);
// As few as can be.
std::vector<WeightPiece> whole_pieces(const NetworkWeights& weights);

// Where the numbers of a piece lie in the arena.
std::vector<engine::ArenaSpan> spans_of(const NetworkWeights& weights, const WeightPiece& piece);

// Brings what follows from the weights of a piece up to date.
void derive(const NetworkWeights& weights, const WeightPiece& piece);

}  // namespace bach
