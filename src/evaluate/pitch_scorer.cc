#include "evaluate/pitch_scorer.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "nn/cross_entropy.h"
#include "token/pitch_vocabulary.h"

namespace bach {

PitchScorer::PitchScorer(std::string name, const Model& model, engine::Isa isa, int context)
    : name_(std::move(name)), reader_(model, isa, context) {}

Result<PieceNats> PitchScorer::score(const MeasuredPiece& piece) {
  const Result<std::vector<int>> rows = rows_of_pitches(piece.pitches, piece.name);
  if (!rows) return rows.error();
  PieceNats nats;
  nats.first = rows->size();
  nats.pitch.assign(rows->size(), 0);
  reader_.read(*rows, [&](std::size_t note, std::span<const float> logits) {
    nats.first = std::min(nats.first, note);
    nats.pitch[note] = cross_entropy(1, kPitchRows, logits.data(), &(*rows)[note]);
  });
  return nats;
}

}  // namespace bach
