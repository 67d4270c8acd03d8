#include "lm/weight_piece.h"

namespace bach {

std::vector<WeightPiece> weight_pieces(const NetworkWeights& weights) {
  std::vector<WeightPiece> pieces;
  for (std::size_t l = 0; l < weights.lstm().size(); ++l) {
    for (int block = 0; block < weights.lstm()[l].panels(); ++block) {
      pieces.push_back({WeightPiece::kLayer, l, {block, 1}});
    }
  }
  for (std::size_t i = 0; i < weights.tables().size(); ++i) {
    if (weights.tables()[i]) pieces.push_back({WeightPiece::kTable, i});
  }
  for (std::size_t k = 0; k < weights.heads().size(); ++k) {
    for (int piece = 0; piece < weights.heads()[k].pieces(); ++piece) {
      pieces.push_back({WeightPiece::kHead, k, {piece, 1}});
    }
  }
  return pieces;
}

std::vector<WeightPiece> whole_pieces(const NetworkWeights& weights) {
  std::vector<WeightPiece> pieces;
  for (std::size_t l = 0; l < weights.lstm().size(); ++l) {
    pieces.push_back({WeightPiece::kLayer, l, {0, weights.lstm()[l].panels()}});
  }
  for (std::size_t i = 0; i < weights.tables().size(); ++i) {
    if (weights.tables()[i]) pieces.push_back({WeightPiece::kTable, i});
  }
  for (std::size_t k = 0; k < weights.heads().size(); ++k) {
    for (const engine::PieceRange& layer : weights.heads()[k].layer_pieces()) {
      pieces.push_back({WeightPiece::kHead, k, layer});
    }
  }
  return pieces;
}

std::vector<engine::ArenaSpan> spans_of(const NetworkWeights& weights, const WeightPiece& piece) {
  std::vector<engine::ArenaSpan> spans;
  if (piece.kind == WeightPiece::kTable) {
    spans.push_back(weights.tables()[piece.index]->span());
  } else if (piece.kind == WeightPiece::kLayer) {
    weights.lstm()[piece.index].add_spans(piece.pieces, spans);
  } else {
    weights.heads()[piece.index].add_spans(piece.pieces, spans);
  }
  return spans;
}

void derive(const NetworkWeights& weights, const WeightPiece& piece) {
  const engine::Kernels& kernels = weights.kernels();
  if (piece.kind == WeightPiece::kTable) {
    weights.tables()[piece.index]->derive(kernels, weights.arena());
  } else if (piece.kind == WeightPiece::kLayer) {
    weights.lstm()[piece.index].derive(kernels, weights.arena(), piece.pieces);
  } else {
    weights.heads()[piece.index].derive(kernels, weights.arena(), piece.pieces);
  }
}

}  // namespace bach
