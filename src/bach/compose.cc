#include "bach/compose.h"

#include <utility>

#include "app/compose.h"
#include "app/suite.h"
#include "base/file.h"
#include "compose/equal_notes.h"
#include "score/unfold.h"

namespace bach {

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

Result<CelloSuite> compose_cello_suite(const SuiteRequest& request,
                                       const ProgressCallback& progress, const Cancellation& stop) {
  Result<ComposedSuite> composed = compose_suite(request, progress, stop);
  if (!composed) return std::move(composed).error();
  CelloSuite suite;
  suite.key = composed->key;
  suite.whole = std::move(composed->whole);
  for (const SuiteMovement& movement : composed->movements) {
    const LongestRun& run = movement.originality.longest;
    suite.movements.push_back({movement.name, movement.metre, unfold(movement.piece.score),
                               static_cast<int>(run.notes), run.source});
  }
  return suite;
}

}  // namespace bach
