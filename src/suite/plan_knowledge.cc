#include "suite/plan_knowledge.h"

#include <utility>

#include "harmony/estimate.h"
#include "harmony/finder.h"
#include "harmony/finder_bytes.h"
#include "suite/decode.h"
#include "suite/hear.h"

namespace bach {
namespace {

constexpr char kFinder[] = "finder";

}  // namespace

PlanKnowledge learn_plans(std::span<SuitePiece> pieces) {
  std::vector<Score> scores;
  for (const SuitePiece& piece : pieces) {
    Score score = decode_suite(piece);
    if (find_harmony(score, textbook_parameters())) scores.push_back(std::move(score));
  }
  PlanKnowledge knowledge{textbook_parameters()};
  if (Result<FinderParameters> estimated = estimate_finder(scores)) {
    knowledge.finder = std::move(*estimated);
  }
  for (SuitePiece& piece : pieces) {
    const Status heard = hear_plan(piece, knowledge.finder);
    if (!heard) continue;
  }
  return knowledge;
}

std::vector<Attachment> attachments_of(const PlanKnowledge& knowledge) {
  return {{kFinder, finder_bytes(knowledge.finder)}};
}

Result<std::optional<PlanKnowledge>> plan_knowledge(const Model& model, const std::string& name) {
  const Attachment* finder = model.find(kFinder);
  if (finder == nullptr) return std::optional<PlanKnowledge>();
  Result<FinderParameters> parameters = finder_from_bytes(finder->bytes, name);
  if (!parameters) return std::move(parameters).error();
  return std::optional<PlanKnowledge>(PlanKnowledge{std::move(*parameters)});
}

}  // namespace bach
