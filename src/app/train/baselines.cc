#include "app/train/baselines.h"

#include "app/evaluate/measure_view.h"
#include "app/evaluate/model_scorers.h"
#include "evaluate/note_kinds.h"

namespace bach {

Result<std::vector<BaselineLoss>> baseline_losses(Preset preset, const BaselineMusic& music,
                                                  std::size_t first_note,
                                                  std::vector<std::string>& warnings,
                                                  const Cancellation& cancellation) {
  PieceCache cache(natural_view(preset), alphabet_of(preset));
  const auto held_out = cache.pieces(music.held_out, warnings);
  const auto learned = cache.pieces(music.learned, warnings);
  std::vector<BaselineLoss> losses;
  for (const BaselineConfig& config : standard_baselines()) {
    if (cancellation.requested()) {
      return Error{ErrorCode::kCancelled, "stopped while counting", {}};
    }
    BackoffScorer scorer(config, cache.alphabet(), learned);
    NatTotals totals;
    for (const MeasuredPiece* piece : held_out) {
      const Result<PieceNats> nats = scorer.score(*piece);
      if (!nats) return nats.error();
      add_piece(*piece, *nats, first_note, totals);
    }
    if (totals.pitch.all.notes == 0) return std::vector<BaselineLoss>();
    losses.push_back({scorer.name(), totals.nats_per_note()});
  }
  return losses;
}

}  // namespace bach
