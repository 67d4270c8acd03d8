#include "evaluate/baselines.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "base/math.h"

namespace bach {
namespace {

std::vector<int> classes_of(const std::vector<int>& pitches, int lowest) {
  std::vector<int> classes = pitches;
  for (int& pitch : classes) pitch -= lowest;
  return classes;
}

bool all_below(const std::vector<int>& classes, int count) {
  return std::all_of(classes.begin(), classes.end(),
                     [count](int value) { return value >= 0 && value < count; });
}

void learn_in_all_keys(const std::vector<int>& classes, int count, BackoffModel& model) {
  for (int shift = kLowestTransposition; shift <= kHighestTransposition; ++shift) {
    std::vector<int> moved = classes;
    for (int& value : moved) value += shift;
    if (all_below(moved, count)) model.learn(moved);
  }
}

std::vector<double> nats_of(const BackoffModel& learned, bool adapts,
                            std::span<const int> classes) {
  std::vector<double> nats;
  nats.reserve(classes.size());
  BackoffModel model = adapts ? learned : BackoffModel({.symbols = 1});
  for (std::size_t i = 0; i < classes.size(); ++i) {
    const std::span<const int> history = classes.first(i);
    const BackoffModel& asked = adapts ? model : learned;
    nats.push_back(-portable_log(asked.probability(history, classes[i])));
    if (adapts) model.observe(history, classes[i]);
  }
  return nats;
}

}  // namespace

std::span<const BaselineConfig> standard_baselines() {
  static const std::array<BaselineConfig, 7> kBaselines = {{
      {.name = "uniform", .context = 0, .learns = false},
      {.name = "unigram", .context = 0},
      {.name = "back-off 5", .context = 5, .discount = 1.5},
      {.name = "back-off 5, 12 keys", .context = 5, .discount = 1.5, .transposed = true},
      {.name = "own past 10", .context = 10, .discount = 0.9, .learns = false, .adapts = true},
      {.name = "adaptive 8", .context = 8, .discount = 0.9, .adapts = true},
      {.name = "adaptive 12", .context = 12, .discount = 0.9, .adapts = true},
  }};
  return kBaselines;
}

BackoffScorer::BackoffScorer(const BaselineConfig& config, const Alphabet& alphabet,
                             std::span<const MeasuredPiece* const> pieces)
    : config_(config),
      alphabet_(alphabet),
      pitch_({alphabet.pitches, config.context, config.discount}),
      rhythm_({std::max(1, alphabet.rhythms), config.context, config.discount}) {
  if (!config.learns) return;
  for (const MeasuredPiece* piece : pieces) {
    const std::vector<int> classes = classes_of(piece->pitches, alphabet.lowest_pitch);
    if (config.transposed) {
      learn_in_all_keys(classes, alphabet.pitches, pitch_);
    } else {
      pitch_.learn(classes);
    }
    rhythm_.learn(piece->rhythms);
  }
}

Result<PieceNats> BackoffScorer::score(const MeasuredPiece& piece) {
  const std::vector<int> classes = classes_of(piece.pitches, alphabet_.lowest_pitch);
  if (!all_below(classes, alphabet_.pitches) || !all_below(piece.rhythms, alphabet_.rhythms)) {
    return Error{ErrorCode::kInvalidArgument,
                 piece.name + ": has notes outside the vocabulary that is measured",
                 {}};
  }
  PieceNats nats;
  nats.pitch = nats_of(pitch_, config_.adapts, classes);
  nats.rhythm = nats_of(rhythm_, config_.adapts, piece.rhythms);
  return nats;
}

}  // namespace bach
