#include "app/compose/movements.h"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <utility>

#include "app/compose/asked_plan.h"
#include "app/compose/plans.h"
#include "app/compose/task.h"
#include "app/music/bach.h"
#include "compose/movement_composer.h"

namespace bach {
namespace {

Result<std::vector<MovementOutcome>> outcomes_of(const Model& model, engine::Isa isa,
                                                 std::span<const MovementTask> tasks,
                                                 const QuotationGuard* guard,
                                                 const ComposeWatch& watch,
                                                 const Cancellation& cancellation) {
  return write_movements(model.config, model.parameters, isa, tasks, guard, watch, cancellation);
}

// Everything but the score.
ComposedPiece piece_of(const MovementTask& task, MovementOutcome outcome) {
  ComposedPiece piece;
  const std::size_t given = task.given.size();
  for (std::size_t k = 0; k < outcome.notes.size(); ++k) {
    (k < given ? piece.primer : piece.pitches).push_back(outcome.notes[k].token.pitch);
  }
  piece.loop = find_loop(piece.pitches);
  const double nats = nats_per_note(outcome, given);
  piece.movement = ComposedMovement{task, std::move(outcome), nats};
  return piece;
}

ComposedPiece piece_around(GivenPiece given, const MovementTask& task, MovementOutcome outcome) {
  add_notes(given, std::span(outcome.notes).subspan(task.given.size()));
  ComposedPiece piece = piece_of(task, std::move(outcome));
  piece.score = std::move(given.score);
  piece.score.title = task.title;
  piece.warnings = std::move(given.warnings);
  piece.composer = std::move(given.composer);
  piece.marks = std::move(given.marks);
  return piece;
}

}  // namespace

Result<std::vector<ComposedPiece>> compose_tasks(const Model& model, engine::Isa isa,
                                                 std::span<const MovementTask> tasks,
                                                 const QuotationGuard* guard,
                                                 const ComposeWatch& watch,
                                                 const Cancellation& cancellation) {
  auto outcomes = outcomes_of(model, isa, tasks, guard, watch, cancellation);
  if (!outcomes) return std::move(outcomes).error();
  std::vector<ComposedPiece> pieces;
  for (std::size_t k = 0; k < tasks.size(); ++k) {
    Score score = score_of_movement(tasks[k], (*outcomes)[k].notes);
    pieces.push_back(piece_of(tasks[k], std::move((*outcomes)[k])));
    pieces.back().score = std::move(score);
  }
  return pieces;
}

Result<std::vector<ComposedPiece>> compose_with_suite_model(const Model& model, engine::Isa isa,
                                                            const ComposeRequest& request,
                                                            const ComposeWatch& watch,
                                                            const Cancellation& cancellation) {
  const Result<std::shared_ptr<const BachMusic>> read = bach_music(cancellation);
  if (!read) return read.error();
  const BachMusic& music = **read;
  const QuotationGuard* guard = request.allow_quotes ? nullptr : &music.guard;
  Result<MovementTasks> planned = movement_tasks(request, music.forms);
  if (!planned) return planned.error();
  const Result<bool> with_plans = plan_tasks(model, request, planned->tasks);
  if (!with_plans) return with_plans.error();
  const std::vector<MovementTask>& tasks = planned->tasks;
  if (!planned->given) {
    auto pieces = compose_tasks(model, isa, tasks, guard, watch, cancellation);
    for (std::size_t k = 0; pieces && !request.save_plan.empty() && k < tasks.size(); ++k) {
      (*pieces)[k].plan = plan_text_of(tasks[k], request.transpose);
    }
    if (pieces && !*with_plans) pieces->front().warnings.push_back(kUnplanned);
    return pieces;
  }

  auto outcomes = outcomes_of(model, isa, tasks, guard, watch, cancellation);
  if (!outcomes) return std::move(outcomes).error();
  std::vector<ComposedPiece> pieces;
  for (auto first = outcomes->begin(); first != outcomes->end(); first += planned->attempts) {
    const auto best = std::min_element(
        first, first + planned->attempts,
        [](const auto& a, const auto& b) { return a.following_nats < b.following_nats; });
    const auto& task = tasks[static_cast<std::size_t>(best - outcomes->begin())];
    pieces.push_back(piece_around(*planned->given, task, std::move(*best)));
  }
  if (!*with_plans) pieces.front().warnings.push_back(kUnplanned);
  return pieces;
}

}  // namespace bach
