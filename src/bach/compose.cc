#include "bach/compose.h"

#include <utility>

#include "app/compose.h"
#include "app/suite.h"
#include "compose/equal_notes.h"
#include "score/unfold.h"

namespace bach {

Score score_of_melody(std::span<const int> melody, const std::string& title) {
  return score_of_equal_notes(melody, title);
}

Result<std::vector<int>> compose_melody(const MelodyPlan& plan, const Cancellation& stop) {
  if (plan.model.empty()) {
    return Error{ErrorCode::kInvalidArgument,
                 "MelodyPlan::model: name a file written by train_network()",
                 {}};
  }
  ComposeOptions options;
  options.model = plan.model;
  options.primer = plan.primer;
  options.notes = plan.notes;
  options.sampling.greedy = plan.greedy;
  options.sampling.temperature = plan.temperature;
  options.top_p = plan.top_p;
  options.seed = plan.seed;
  Result<ComposedPiece> piece = compose_piece(options, {}, stop);
  if (!piece) return std::move(piece).error();
  return std::move(piece->pitches);
}

Result<Score> compose_movement(const MovementWishes& wishes, const Cancellation& stop) {
  ComposeOptions options;
  options.model = wishes.model;
  options.seed = wishes.seed;
  options.sampling.temperature = wishes.temperature;
  options.primer = wishes.primer;
  options.suite.kind = wishes.kind;
  options.suite.key = wishes.key;
  options.suite.metre = wishes.metre;
  options.suite.bars = wishes.bars;
  options.suite.tempo = wishes.tempo;
  options.suite.instrument = wishes.instrument;
  options.suite.double_stops = wishes.double_stops;
  options.suite.in_key = wishes.in_key;
  options.suite.infill = wishes.infill;
  options.suite.from_bar = wishes.from_bar;
  options.suite.to_bar = wishes.to_bar;
  const Result<ComposedPiece> piece = compose_piece(options, {}, stop);
  if (!piece) return piece.error();
  return unfold(piece->score);
}

Result<CelloSuite> compose_cello_suite(const CelloSuiteWishes& wishes, const Cancellation& stop) {
  SuiteOptions options;
  options.model = wishes.model;
  options.key = wishes.key;
  options.galanterie = wishes.galanterie;
  options.seed = wishes.seed;
  Result<ComposedSuite> composed = compose_whole_suite(options, {}, stop);
  if (!composed) return std::move(composed).error();
  CelloSuite suite;
  suite.key = composed->key;
  suite.whole = std::move(composed->whole);
  for (const SuiteMovement& movement : composed->movements) {
    const LongestRun& run = movement.originality.longest;
    suite.movements.push_back({movement.name, movement.metre, unfold(movement.movement.score),
                               static_cast<int>(run.notes), run.source});
  }
  return suite;
}

}  // namespace bach
