#include "app/suite.h"

#include <memory>
#include <utility>

#include "app/compose/check.h"
#include "app/compose/movements.h"
#include "app/compose/plans.h"
#include "app/model/load.h"
#include "app/music/bach.h"
#include "app/originality.h"
#include "app/suite/plan.h"
#include "base/beside.h"
#include "notation/page/title.h"
#include "score/bars.h"
#include "score/key_name.h"
#include "score/unfold.h"

namespace bach {
namespace {

std::vector<int> bars_of(const SuitePlan& plan) {
  const Tick bar = bar_ticks(plan.metres.front(), kSuiteTicksPerQuarter);
  std::vector<int> bars;
  for (const SuitePart& part : plan.parts) {
    bars.push_back(static_cast<int>((part.end - part.begin) / bar));
  }
  return bars;
}

// `score` after what is there already, voice by voice; a marker names it.
void append(Score& whole, const Score& score, const std::string& name) {
  const Tick at = whole.end;
  for (std::size_t t = 0; t < score.tracks.size(); ++t) {
    if (t == whole.tracks.size()) {
      whole.tracks.push_back(
          {score.tracks[t].name, score.tracks[t].channel, score.tracks[t].program, {}});
    }
    for (Note note : score.tracks[t].notes) {
      note.onset += at;
      whole.tracks[t].notes.push_back(note);
    }
  }
  const auto move = [at](const auto& from, auto& to) {
    for (auto event : from) {
      event.at += at;
      to.push_back(std::move(event));
    }
  };
  move(score.tempos, whole.tempos);
  move(score.metres, whole.metres);
  move(score.keys, whole.keys);
  whole.markers.push_back({at, name});
  // Up to the next bar line and a bar of rest.
  const BarGrid bars(score);
  const Tick end = bars.bar_line_from(score.end);
  whole.end = at + end + bars.at(end).length;
}

}  // namespace

Result<ComposedSuite> compose_suite(const SuiteRequest& request, const ComposeWatch& watch,
                                    const Cancellation& cancellation) {
  if (const Status valid = check_suite_request(request); !valid) return valid.error();
  std::vector<std::string> warnings;
  const Result<Model> model = load_suite_model(request.movement.model, &warnings);
  if (!model) return model.error();
  Result<ComposedSuite> suite = compose_suite_with(*model, request, watch, cancellation);
  if (suite) suite->warnings.insert(suite->warnings.begin(), warnings.begin(), warnings.end());
  return suite;
}

Result<ComposedSuite> compose_suite_with(const Model& model, const SuiteRequest& request,
                                         const ComposeWatch& watch,
                                         const Cancellation& cancellation) {
  if (const Status valid = check_suite_request(request); !valid) return valid.error();
  const Result<engine::Isa> isa = engine::isa_for_this_run();
  if (!isa) return isa.error();
  const Result<std::shared_ptr<const BachMusic>> read = bach_music(cancellation);
  if (!read) return read.error();
  const BachMusic& music = **read;
  // What the movements are compared with is prepared while they are composed.
  Result<std::shared_ptr<const std::vector<ComparedPiece>>> bach =
      std::shared_ptr<const std::vector<ComparedPiece>>();
  const auto prepare = [&] { bach = compared_bach(cancellation); };
  Beside preparing(prepare);
  Result<PlannedSuite> planned = plan_suite(request, music.forms);
  if (!planned) return planned.error();
  const Result<bool> with_plans = plan_tasks(model, request.movement, planned->tasks);
  if (!with_plans) return with_plans.error();
  const QuotationGuard* guard = request.movement.allow_quotes ? nullptr : &music.guard;
  Result<std::vector<ComposedPiece>> pieces =
      compose_tasks(model, *isa, planned->tasks, guard, watch, cancellation);
  if (!pieces) return std::move(pieces).error();

  preparing.join();
  if (!bach) return bach.error();
  std::vector<ComparedPiece> ours;
  ComposedSuite suite;
  suite.key = key_name(planned->key);
  suite.whole.ticks_per_quarter = kSuiteTicksPerQuarter;
  suite.key_asked = key_name(planned->key_asked);
  suite.whole.title = planned->title;
  suite.composer = composer_line(request.movement);
  if (!*with_plans) suite.warnings.push_back(kUnplanned);
  const std::vector<std::string>& names = suite_movement_names();
  for (std::size_t k = 0; k < pieces->size(); ++k) {
    ComposedPiece& piece = (*pieces)[k];
    const Score played = unfold(piece.score);
    ours.push_back(compared_piece(names[k], piece.score, {.folded = false}));
    append(suite.whole, played, notation::parse_title(played.title).movement);
    const SuitePlan& plan = planned->tasks[k].plan;
    suite.movements.push_back({names[k],
                               movement_title(plan.kind),
                               metre_name(plan.metres.front()),
                               bars_of(plan),
                               std::move(piece),
                               {}});
  }
  const SetComparison comparison = compare(ours, **bach);
  for (std::size_t k = 0; k < suite.movements.size(); ++k) {
    suite.movements[k].originality = comparison.pieces[k];
  }
  return suite;
}

}  // namespace bach
