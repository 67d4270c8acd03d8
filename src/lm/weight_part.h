// The weights in parts whose gradients are ready one after the other on the way back, and the numbers
// of a part cut into chunks that processes share. Both follow from the network alone.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "lm/network_weights.h"
#include "lm/weight_piece.h"

namespace bach {

// When the gradients of a piece are ready: 0, the heads' weights; l, those of the l-th layer from the
// top, and with the lowest all tables.
int stage_of(const NetworkWeights& weights, const WeightPiece& piece);

struct WeightSpan {
  engine::ArenaSpan in_arena;
  WeightPiece piece;  // that it belongs to
};

struct WeightPart {
  int stage = 0;  // see stage_of()
  std::vector<WeightPiece> pieces;
  std::vector<WeightSpan> spans;  // the part's numbers are theirs, one after the other
  std::size_t numbers = 0;
};

// In the order of their stages, each of a piece or of several of so many numbers together.
std::vector<WeightPart> weight_parts(const NetworkWeights& weights,
                                     std::size_t most_numbers = std::size_t{1} << 20);

// Numbers first … end − 1 of a part.
struct PartRange {
  std::size_t first = 0;
  std::size_t end = 0;

  std::size_t count() const { return end - first; }
};

// Calls visit(span, number) for what of the arena is in the range: `number` is the first one's within
// the range.
void visit_spans(const WeightPart& part, PartRange range,
                 const std::function<void(const WeightSpan& span, std::size_t number)>& visit);

std::size_t chunks_of(const WeightPart& part);
PartRange chunk_of(const WeightPart& part, std::size_t chunk);
// The chunks of one process: in order, as many for each as can be.
struct ChunkRange {
  std::size_t first = 0;
  std::size_t end = 0;

  std::size_t count() const { return end - first; }
};
ChunkRange chunks_of_rank(const WeightPart& part, int rank, int ranks);
// The numbers of its chunks.
PartRange slice_of_rank(const WeightPart& part, int rank, int ranks);

}  // namespace bach
