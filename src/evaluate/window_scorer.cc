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

WindowScorer::WindowScorer(std::string name, const SequenceModel& model, engine::Isa isa)
    : name_(std::move(name)), predictor_(model.config, model.parameters, kWindowsAtOnce, isa) {}

Result<PieceNats> WindowScorer::score(const MeasuredPiece& piece) {
  const Result<std::vector<int>> rows = rows_of_pitches(piece.pitches, piece.name);
  if (!rows) return rows.error();
  const auto window = static_cast<std::size_t>(predictor_.config().window);
  const int classes = predictor_.config().heads[0].classes;
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
    const std::span<const float> logits = predictor_.after_windows(inputs);
    for (std::size_t k = 0; k < count; ++k, ++next) {
      nats.pitch[next] =
          cross_entropy(1, classes, &logits[k * static_cast<std::size_t>(classes)], &(*rows)[next]);
    }
  }
  return nats;
}

}  // namespace bach
