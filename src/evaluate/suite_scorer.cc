#include "evaluate/suite_scorer.h"

#include <utility>

namespace bach {

SuiteScorer::SuiteScorer(std::string name, const NetworkConfig& config,
                         std::span<const float> parameters, engine::Isa isa,
                         const ScoringOptions& scoring)
    : name_(std::move(name)), scorer_(config, parameters, isa, scoring) {}

Result<PieceNats> SuiteScorer::score(const MeasuredPiece& piece) {
  if (!piece.suite) {
    return Error{ErrorCode::kInvalidArgument,
                 piece.name + ": not in suite tokens, which the model reads",
                 {}};
  }
  std::vector<PieceNats> keys;
  for (suite::NoteNats& nats : scorer_.score(*piece.suite)) {
    keys.push_back({0, std::move(nats.pitch), std::move(nats.rhythm)});
  }
  return keys.size() == 1 ? std::move(keys.front()) : mixed(keys);
}

}  // namespace bach
