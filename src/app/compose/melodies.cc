#include "app/compose/melodies.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <utility>

#include "app/compose/check.h"
#include "app/music/inputs.h"
#include "base/random.h"
#include "compose/equal_notes.h"
#include "compose/melody_generator.h"
#include "lm/network_predictor.h"
#include "lm/safetensors.h"
#include "token/pitch_sequences.h"
#include "token/pitch_vocabulary.h"
#include "token/pitch_windows.h"

namespace bach {
namespace {

constexpr int kUsualNotes = 200;
constexpr int kMostLanes = 64;  // a lane costs memory; so many at a time are as fast as more

// All notes of a piece, as rows.
Result<std::vector<int>> rows_of_primer(const ComposeRequest& request,
                                        std::vector<int> (*pitches)(const Score&),
                                        std::vector<std::string>& warnings) {
  const Result<OpenedScore> opened =
      request.given ? Result<OpenedScore>(*request.given) : open_score(request.primer);
  if (!opened) return opened.error();
  warnings.insert(warnings.end(), opened->warnings.begin(), opened->warnings.end());
  return rows_of_pitches(pitches(opened->score), request.primer);
}

std::vector<int> pitches_of(std::span<const int> rows) {
  std::vector<int> pitches;
  for (const int row : rows) pitches.push_back(pitch_of_row(row));
  return pitches;
}

// The piece that continues `primer` with `rows`.
ComposedPiece melody_piece(std::span<const int> primer, std::span<const int> rows,
                           const ComposeRequest& request,
                           const std::vector<std::string>& warnings) {
  ComposedPiece piece;
  piece.warnings = warnings;
  piece.primer = pitches_of(primer);
  piece.pitches = pitches_of(rows);
  piece.loop = find_loop(piece.pitches);
  std::vector<int> sounding = request.with_primer ? piece.primer : std::vector<int>();
  sounding.insert(sounding.end(), piece.pitches.begin(), piece.pitches.end());
  piece.score =
      score_of_equal_notes(sounding, "Composed by bach, seed " + std::to_string(request.seed));
  return piece;
}

// What the pieces begin with: a window, or the mark of a beginning and then a primer.
class Beginnings {
 public:
  static Result<Beginnings> of(const Model& model, const ComposeRequest& request) {
    Beginnings all(model, request);
    if (!request.primer.empty()) {
      const auto pitches = all.windows() ? notebook_notes : leading_pitches;
      Result<std::vector<int>> rows = rows_of_primer(request, pitches, all.warnings_);
      if (!rows) return std::move(rows).error();
      all.primer_ = std::move(*rows);
    }
    if (!all.windows()) return all;
    const auto length = static_cast<std::size_t>(model.config.window);
    if (request.primer.empty() && model.card.starts.empty()) {
      return Error{ErrorCode::kInvalidData,
                   request.model + ": keeps no window to begin with; give a `primer`",
                   {}};
    }
    if (!request.primer.empty() && all.primer_.size() < length) {
      return invalid_argument(
          "primer", request.primer + " has " + std::to_string(all.primer_.size()) +
                        " notes, the model needs " + std::to_string(length) + " to continue");
    }
    return all;
  }

  // Rows that output `output` continues.
  std::vector<int> rows(std::uint32_t output) const {
    if (!windows()) {
      std::vector<int> rows = {kPieceMark};
      rows.insert(rows.end(), primer_.begin(), primer_.end());
      return rows;
    }
    if (!primer_.empty()) return {primer_.end() - model_.config.window, primer_.end()};
    const auto& starts = model_.card.starts;
    const CounterRandom random(seed_, Purpose::kPrimer);
    return starts[random.below(static_cast<std::uint32_t>(starts.size()), 0, output, 0)];
  }

  // Those of them that are notes.
  std::span<const int> notes(std::span<const int> rows) const {
    return windows() ? rows : rows.subspan(1);
  }
  bool windows() const { return model_.config.window > 0; }
  const std::vector<std::string>& warnings() const { return warnings_; }

 private:
  Beginnings(const Model& model, const ComposeRequest& request)
      : model_(model), seed_(request.seed) {}

  const Model& model_;
  std::uint64_t seed_;
  std::vector<int> primer_;
  std::vector<std::string> warnings_;
};

// The vocabulary of windows is checked where models are loaded.
Status check_vocabulary(const Model& model, const std::string& name) {
  if (model.config.window > 0) return {};
  if (model.card.vocabulary_fingerprint == pitch_sequence_fingerprint() &&
      model.config.fields.size() == 1 && field_range(model.config, 0) == kPitchSequenceRows &&
      model.config.heads[0].classes == kPitchSequenceRows) {
    return {};
  }
  return Error{ErrorCode::kUnsupported,
               name + ": its vocabulary, " + shown_name(model.card.vocabulary) +
                   ", is not the pitches this command composes with",
               {}};
}

}  // namespace

Result<std::vector<ComposedPiece>> compose_melodies(const Model& model, engine::Isa isa,
                                                    const ComposeRequest& request,
                                                    const ProgressCallback& progress,
                                                    const Cancellation& cancellation) {
  if (const Status known = check_vocabulary(model, request.model); !known) return known.error();
  const Result<Beginnings> beginnings = Beginnings::of(model, request);
  if (!beginnings) return beginnings.error();
  MelodyPlan plan;
  plan.notes = request.notes.value_or(kUsualNotes);
  plan.sampling = sampling_of(request, kMelodyTopP);
  plan.seed = request.seed;
  if (!beginnings->windows()) plan.forbidden = kPieceMark;
  std::vector<ComposedPiece> pieces;
  for (int first = 0; first < request.outputs; first += kMostLanes) {
    const int lanes = std::min(kMostLanes, request.outputs - first);
    plan.output = static_cast<std::uint32_t>(first);
    std::vector<std::vector<int>> begun;
    for (int lane = 0; lane < lanes; ++lane) {
      begun.push_back(beginnings->rows(plan.output + static_cast<std::uint32_t>(lane)));
    }
    NetworkPredictor predictor(model.config, model.parameters, lanes, isa);
    const auto melodies = continue_melodies(predictor, begun, plan, progress, cancellation);
    if (!melodies) return melodies.error();
    for (std::size_t lane = 0; lane < begun.size(); ++lane) {
      pieces.push_back(melody_piece(beginnings->notes(begun[lane]), (*melodies)[lane], request,
                                    beginnings->warnings()));
    }
  }
  return pieces;
}

}  // namespace bach
