#include "evaluate/window_scorer.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include "nn/cross_entropy.h"
#include "token/pitch_vocabulary.h"

namespace bach {
namespace {

constexpr int kWindowsAtOnce = 64;

}  // namespace

WindowScorer::WindowScorer(std::string name, const Model& model, engine::Isa isa)
    : name_(std::move(name)), predictor_(model, isa, kWindowsAtOnce) {}

Result<PieceNats> WindowScorer::score(const MeasuredPiece& piece) {
  const Result<std::vector<int>> rows = rows_of_pitches(piece.pitches, piece.name);
  if (!rows) return rows.error();
  const auto window = static_cast<std::size_t>(predictor_.window());
  const auto classes = static_cast<std::size_t>(predictor_.vocabulary());
  PieceNats nats;
  nats.first = std::min(window, rows->size());
  nats.pitch.assign(rows->size(), 0);
  std::vector<int> inputs;
  for (std::size_t next = window; next < rows->size();) {
    const std::size_t count = std::min<std::size_t>(kWindowsAtOnce, rows->size() - next);
    inputs.clear();
    for (std::size_t k = 0; k < count; ++k) {
      const auto begin = rows->begin() + static_cast<std::ptrdiff_t>(next + k - window);
      inputs.insert(inputs.end(), begin, begin + static_cast<std::ptrdiff_t>(window));
    }
    const std::span<const float> logits = predictor_.logits(inputs);
    for (std::size_t k = 0; k < count; ++k, ++next) {
      nats.pitch[next] =
          cross_entropy(1, predictor_.vocabulary(), &logits[k * classes], &(*rows)[next]);
    }
  }
  return nats;
}

}  // namespace bach
