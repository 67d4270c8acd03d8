#include "app/evaluate/plan_cost.h"

#include "form/motive/model.h"
#include "harmony/plan/model.h"
#include "suite/encode.h"
#include "suite/hear.h"
#include "suite/plan_knowledge.h"

namespace bach {

Status add_plan_cost(const Model& model, const std::string& name,
                     std::span<const MusicPiece* const> pieces, PlanCost& cost) {
  const auto knowledge = plan_knowledge(model, name);
  if (!knowledge) return knowledge.error();
  const PlanModel chords((*knowledge)->harmony);
  const MotiveModel bars((*knowledge)->motives);
  for (const MusicPiece* piece : pieces) {
    Result<SuiteEncoding> encoding = encode_any(piece->score, piece->name);
    if (!encoding) return std::move(encoding).error();
    if (Status heard = hear_plan(encoding->piece, (*knowledge)->finder); !heard) return heard;
    const SuitePlan& plan = encoding->piece.plan;
    const std::vector<PlanSection> sections = plan_sections(plan);
    for (std::size_t part = 0; part < sections.size(); ++part) {
      cost.chords += chords.nats(sections[part], harmony_of_part(plan, part));
    }
    cost.bars += bars.nats(motive_frame(plan), plan.motives);
    cost.notes += count_first_statements(encoding->piece);
  }
  return {};
}

}  // namespace bach
