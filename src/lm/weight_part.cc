#include "lm/weight_part.h"

#include <algorithm>

#include "lm/index.h"

namespace bach {
namespace {

constexpr std::size_t kChunkNumbers = 4096;

}  // namespace

int stage_of(const NetworkWeights& weights, const WeightPiece& piece) {
  const int layers = static_cast<int>(weights.lstm().size());
  if (piece.kind == WeightPiece::kHead) return 0;
  return piece.kind == WeightPiece::kTable ? layers : layers - static_cast<int>(piece.index);
}

std::vector<WeightPart> weight_parts(const NetworkWeights& weights, std::size_t most_numbers) {
  std::vector<WeightPiece> pieces = weight_pieces(weights);
  const auto place = [&](const WeightPiece& piece) {
    return 2 * stage_of(weights, piece) + (piece.kind == WeightPiece::kTable ? 0 : 1);
  };
  std::stable_sort(pieces.begin(), pieces.end(),
                   [&](const WeightPiece& a, const WeightPiece& b) { return place(a) < place(b); });
  std::vector<WeightPart> parts;
  for (const WeightPiece& piece : pieces) {
    const std::vector<engine::ArenaSpan> spans = spans_of(weights, piece);
    std::size_t numbers = 0;
    for (const engine::ArenaSpan& span : spans) numbers += span.count;
    const int stage = stage_of(weights, piece);
    if (parts.empty() || parts.back().stage != stage ||
        parts.back().numbers + numbers > most_numbers) {
      parts.emplace_back();
      parts.back().stage = stage;
    }
    WeightPart& part = parts.back();
    part.pieces.push_back(piece);
    for (const engine::ArenaSpan& span : spans) part.spans.push_back({span, piece});
    part.numbers += numbers;
  }
  return parts;
}

void visit_spans(const WeightPart& part, PartRange range,
                 const std::function<void(const WeightSpan& span, std::size_t number)>& visit) {
  std::size_t begin = 0;  // of the span, within the part
  for (const WeightSpan& span : part.spans) {
    const std::size_t first = std::max(begin, range.first);
    const std::size_t end = std::min(begin + span.in_arena.count, range.end);
    if (first < end) {
      WeightSpan within = span;
      within.in_arena.offset += first - begin;
      within.in_arena.count = end - first;
      visit(within, first - range.first);
    }
    begin += span.in_arena.count;
  }
}

std::size_t chunks_of(const WeightPart& part) {
  return (part.numbers + kChunkNumbers - 1) / kChunkNumbers;
}

PartRange chunk_of(const WeightPart& part, std::size_t chunk) {
  return {chunk * kChunkNumbers, std::min((chunk + 1) * kChunkNumbers, part.numbers)};
}

ChunkRange chunks_of_rank(const WeightPart& part, int rank, int ranks) {
  const std::size_t chunks = chunks_of(part);
  return {chunks * at(rank) / at(ranks), chunks * at(rank + 1) / at(ranks)};
}

PartRange slice_of_rank(const WeightPart& part, int rank, int ranks) {
  const ChunkRange chunks = chunks_of_rank(part, rank, ranks);
  return {std::min(chunks.first * kChunkNumbers, part.numbers),
          std::min(chunks.end * kChunkNumbers, part.numbers)};
}

}  // namespace bach
