#include "form/motive/model.h"

#include <algorithm>

#include "base/math.h"

namespace bach {

double MotiveModel::nats(const MotiveFrame& frame, const MotivePlan& plan) const {
  const LearnedPiece piece = learned_piece(frame, plan, {});
  if (piece.bars.empty()) return 0;
  const auto at = [](int index) { return static_cast<std::size_t>(index); };
  // How much it repeats has to be told first.
  const int repetition = repetition_of(piece.bars);
  double nats = -portable_log(statistics_.repetition_probability(frame.kind, repetition));
  const BarPlaces places(piece.outline);
  MotiveHistory history(places, repetition);
  for (const LearnedBar& bar : piece.bars) {
    const BarSources sources = history.sources();
    const int token = history.token_of(bar);
    nats -= portable_log(statistics_.token_probabilities(history, sources)[at(token)]);
    if (token > 0 && token_reference(token) == BarReference::kFar) {
      const auto source = std::find(sources.far.begin(), sources.far.end(), bar.source);
      const std::vector<double> far = statistics_.far_probabilities(history, sources);
      nats -= portable_log(far[static_cast<std::size_t>(source - sources.far.begin())]);
    }
    if (bar.relation == BarRelation::kSequence) {
      const auto shifts = statistics_.shift_probabilities(history, token_reference(token));
      nats -= portable_log(shifts[at(bar.shift + kMostShift)]);
    }
    history.add(bar);
  }
  return nats;
}

}  // namespace bach
