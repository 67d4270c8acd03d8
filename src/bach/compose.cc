#include "bach/compose.h"

#include <utility>

#include "app/compose.h"
#include "app/model/load.h"
#include "app/suite.h"
#include "bach/language_model_state.h"
#include "base/file.h"
#include "compose/equal_notes.h"
#include "score/unfold.h"

namespace bach {
namespace {

NamedScore named_score_of(const std::string& name, ComposedPiece piece) {
  NamedScore named{name, {}, std::move(piece.warnings)};
  named.composer = std::move(piece.composer);
  named.marks = std::move(piece.marks);
  if (piece.score.sections.empty()) {
    named.score = std::move(piece.score);
  } else {
    named.score = unfold(piece.score);
    named.folded = std::move(piece.score);
  }
  return named;
}

Result<CelloSuite> cello_suite_of(Result<ComposedSuite> composed) {
  if (!composed) return std::move(composed).error();
  CelloSuite suite;
  suite.key = composed->key;
  suite.whole = std::move(composed->whole);
  for (SuiteMovement& movement : composed->movements) {
    const LongestRun& run = movement.originality.longest;
    NamedScore piece = named_score_of(movement.name, std::move(movement.piece));
    Score score = piece.score;
    suite.movements.push_back({movement.name, movement.metre, std::move(score),
                               static_cast<int>(run.notes), run.source, std::move(piece)});
  }
  return suite;
}

}  // namespace

Score score_of_melody(std::span<const int> melody, const std::string& title) {
  return score_of_equal_notes(melody, title);
}

Result<std::vector<int>> compose_melody(const ComposeRequest& request,
                                        const ProgressCallback& progress,
                                        const Cancellation& stop) {
  if (request.model.empty()) {
    return invalid_argument("model", "must be a file written by train_network()");
  }
  Result<ComposedPiece> piece = compose_piece(request, progress, stop);
  if (!piece) return std::move(piece).error();
  return std::move(piece->pitches);
}

Result<Score> compose_movement(const ComposeRequest& request, const ProgressCallback& progress,
                               const Cancellation& stop) {
  const Result<ComposedPiece> piece = compose_piece(request, progress, stop);
  if (!piece) return piece.error();
  if (!request.save_plan.empty()) {
    if (Status saved = write_file_atomically(request.save_plan, piece->plan); !saved) {
      return std::move(saved).error();
    }
  }
  return unfold(piece->score);
}

Result<std::vector<NamedScore>> compose_music(const LanguageModel& model,
                                              const ComposeRequest& request,
                                              const ProgressCallback& progress,
                                              const Cancellation& stop) {
  if (!request.save_plan.empty() && request.outputs > 1) {
    return invalid_argument("save_plan", "holds one plan: leave out `outputs`");
  }
  Result<std::vector<ComposedPiece>> pieces =
      compose_with(*model.state().model, request, progress, stop);
  if (!pieces) return std::move(pieces).error();
  if (!request.save_plan.empty()) {
    if (Status saved = write_file_atomically(request.save_plan, pieces->front().plan); !saved) {
      return std::move(saved).error();
    }
  }
  std::vector<NamedScore> music;
  for (ComposedPiece& piece : *pieces)
    music.push_back(named_score_of("composed", std::move(piece)));
  return music;
}

Result<CelloSuite> compose_cello_suite(const SuiteRequest& request,
                                       const ProgressCallback& progress, const Cancellation& stop) {
  return cello_suite_of(compose_suite(request, progress, stop));
}

Result<CelloSuite> compose_cello_suite(const LanguageModel& model, const SuiteRequest& request,
                                       const ProgressCallback& progress, const Cancellation& stop) {
  const Model& at_hand = *model.state().model;
  if (preset_of(at_hand) != Preset::kSuite) {
    return Error{ErrorCode::kUnsupported,
                 model.state().name + ": a model of pitches only; train one with `preset` suite",
                 {}};
  }
  return cello_suite_of(compose_suite_with(at_hand, request, progress, stop));
}

}  // namespace bach
