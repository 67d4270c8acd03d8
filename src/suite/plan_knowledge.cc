#include "suite/plan_knowledge.h"

#include <utility>

#include "form/motive/fit.h"
#include "harmony/check.h"
#include "harmony/estimate.h"
#include "harmony/finder_bytes.h"
#include "harmony/notes.h"
#include "suite/decode.h"
#include "suite/hear.h"

namespace bach {
namespace {

// Names of attachments.
constexpr char kFinder[] = "finder";
constexpr char kHarmony[] = "harmony";
constexpr char kMotives[] = "motives";

Error without(const char* attachment, const std::string& name) {
  return {ErrorCode::kInvalidData,
          name + ": its plans are not whole, '" + attachment + "' is missing",
          {}};
}

Error in_file(Error error, const std::string& name) {
  error.message = name + ": " + error.message;
  return error;
}

}  // namespace

PlanKnowledge learn_plans(std::span<SuitePiece> pieces, std::size_t own) {
  std::vector<Score> scores;
  for (const SuitePiece& piece : pieces.first(own)) {
    Score score = decode_suite(piece);
    if (check_harmony_music(score, pitched_notes(score))) scores.push_back(std::move(score));
  }
  PlanKnowledge knowledge{textbook_parameters(), {}, {}};
  if (Result<FinderParameters> estimated = estimate_finder(scores)) {
    knowledge.finder = *estimated;
  }
  for (std::size_t p = 0; p < pieces.size(); ++p) {
    SuitePlan& plan = pieces[p].plan;
    if (!hear_plan(pieces[p], knowledge.finder) || p >= own) continue;
    const std::vector<PlanSection> sections = plan_sections(plan);
    for (std::size_t part = 0; part < sections.size(); ++part) {
      knowledge.harmony.add(sections[part], harmony_of_part(plan, part));
    }
    knowledge.motives.add(motive_frame(plan), plan.motives, plan.harmony);
  }
  fit_rates(knowledge.motives);
  return knowledge;
}

std::vector<Attachment> attachments_of(const PlanKnowledge& knowledge) {
  return {{kFinder, finder_bytes(knowledge.finder)},
          {kHarmony, knowledge.harmony.encode()},
          {kMotives, knowledge.motives.encode()}};
}

Result<std::optional<PlanKnowledge>> plan_knowledge(const Model& model, const std::string& name) {
  const Attachment* finder = model.find(kFinder);
  if (finder == nullptr) return std::optional<PlanKnowledge>();
  Result<FinderParameters> parameters = finder_from_bytes(finder->bytes, name);
  if (!parameters) return std::move(parameters).error();
  const Attachment* harmony = model.find(kHarmony);
  if (harmony == nullptr) return without(kHarmony, name);
  Result<PlanBook> chords = PlanBook::decode(harmony->bytes);
  if (!chords) return in_file(chords.error(), name);
  const Attachment* motives = model.find(kMotives);
  if (motives == nullptr) return without(kMotives, name);
  Result<MotiveBook> bars = MotiveBook::decode(motives->bytes);
  if (!bars) return in_file(bars.error(), name);
  return std::optional<PlanKnowledge>(
      PlanKnowledge{*parameters, std::move(*chords), std::move(*bars)});
}

}  // namespace bach
