#include "evaluate/suite_scorer.h"

#include <utility>

#include "suite/hear.h"

namespace bach {

SuiteScorer::SuiteScorer(std::string name, const NetworkConfig& config,
                         std::span<const float> parameters, engine::Isa isa,
                         const ScoringOptions& scoring,
                         const std::optional<FinderParameters>& finder)
    : name_(std::move(name)),
      finder_(scoring.planned ? finder : std::nullopt),
      scorer_(config, parameters, isa, scoring) {}

Result<PieceNats> SuiteScorer::score(const MeasuredPiece& piece) {
  if (!piece.suite) {
    return Error{ErrorCode::kInvalidArgument,
                 piece.name + ": not in suite tokens, which the model reads",
                 {}};
  }
  std::vector<PieceNats> keys;
  SuitePiece heard = *piece.suite;
  if (finder_) {
    if (Status planned = hear_plan(heard, *finder_); !planned) return std::move(planned).error();
  }
  for (suite::NoteNats& nats : scorer_.score(heard)) {
    keys.push_back({0, std::move(nats.pitch), std::move(nats.rhythm)});
  }
  return keys.size() == 1 ? std::move(keys.front()) : mixed(keys);
}

}  // namespace bach
