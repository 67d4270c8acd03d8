#include "app/compose/melodies.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <utility>

#include "app/music/inputs.h"
#include "base/random.h"
#include "compose/equal_notes.h"
#include "compose/sequence_generator.h"
#include "compose/window_generator.h"
#include "lm/safetensors.h"
#include "lm/sequence_predictor.h"
#include "lm/window_predictor.h"
#include "token/pitch_sequences.h"
#include "token/pitch_vocabulary.h"
#include "token/pitch_windows.h"

namespace bach {
namespace {

constexpr int kUsualNotes = 200;

// All notes of a piece, as rows.
Result<std::vector<int>> rows_of_primer(const std::string& primer,
                                        std::vector<int> (*pitches)(const Score&),
                                        std::vector<std::string>& warnings) {
  const Result<OpenedScore> opened = open_score(primer);
  if (!opened) return opened.error();
  warnings.insert(warnings.end(), opened->warnings.begin(), opened->warnings.end());
  return rows_of_pitches(pitches(opened->score), primer);
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

// The window that output `output` begins with.
Result<std::vector<int>> window_for(const Model& model, std::uint32_t output,
                                    const ComposeRequest& request,
                                    std::vector<std::string>& warnings) {
  const auto length = static_cast<std::size_t>(model.config.window);
  if (!request.primer.empty()) {
    Result<std::vector<int>> rows = rows_of_primer(request.primer, notebook_notes, warnings);
    if (!rows) return rows;
    if (rows->size() < length) {
      return invalid_argument("primer", request.primer + " has " + std::to_string(rows->size()) +
                                            " notes, the model needs " + std::to_string(length) +
                                            " to continue");
    }
    rows->erase(rows->begin(), rows->end() - static_cast<std::ptrdiff_t>(length));
    return rows;
  }
  if (model.card.starts.empty()) {
    return Error{ErrorCode::kInvalidData,
                 request.model + ": keeps no window to begin with; give a `primer`",
                 {}};
  }
  const auto count = static_cast<std::uint32_t>(model.card.starts.size());
  const CounterRandom random(request.seed, Purpose::kPrimer);
  return model.card.starts[random.below(count, 0, output, 0)];
}

}  // namespace

Result<std::vector<ComposedPiece>> compose_melodies(const Model& model, engine::Isa isa,
                                                    const ComposeRequest& request,
                                                    const ProgressCallback& progress,
                                                    const Cancellation& cancellation) {
  const SamplingOptions sampling = sampling_of(request, kMelodyTopP);
  WindowPredictor predictor(model, isa);
  std::vector<ComposedPiece> pieces;
  for (std::uint32_t k = 0; k < static_cast<std::uint32_t>(request.outputs); ++k) {
    std::vector<std::string> warnings;
    const Result<std::vector<int>> window = window_for(model, k, request, warnings);
    if (!window) return window.error();
    const GenerationPlan plan{request.notes.value_or(kUsualNotes), sampling, request.seed, k};
    const Result<std::vector<int>> rows =
        continue_window(predictor, *window, plan, progress, cancellation);
    if (!rows) return rows.error();
    pieces.push_back(melody_piece(*window, *rows, request, warnings));
  }
  return pieces;
}

Result<std::vector<ComposedPiece>> compose_melodies(const SequenceModel& model, engine::Isa isa,
                                                    const ComposeRequest& request,
                                                    const ProgressCallback& progress,
                                                    const Cancellation& cancellation) {
  if (model.card.vocabulary_fingerprint != pitch_sequence_fingerprint() ||
      model.config.fields.size() != 1 || field_range(model.config, 0) != kPitchSequenceRows ||
      model.config.heads[0].classes != kPitchSequenceRows) {
    return Error{ErrorCode::kUnsupported,
                 request.model + ": its vocabulary, " + shown_name(model.card.vocabulary) +
                     ", is not the pitches this command composes with",
                 {}};
  }
  const SamplingOptions sampling = sampling_of(request, kMelodyTopP);
  std::vector<std::string> warnings;
  std::vector<int> primer;
  if (!request.primer.empty()) {
    Result<std::vector<int>> rows = rows_of_primer(request.primer, leading_pitches, warnings);
    if (!rows) return std::move(rows).error();
    primer = std::move(*rows);
  }
  std::vector<int> heard = {kPieceMark};
  heard.insert(heard.end(), primer.begin(), primer.end());
  // A lane costs memory; so many at a time are as fast as more.
  constexpr int kMostLanes = 64;
  std::vector<ComposedPiece> pieces;
  for (int first = 0; first < request.outputs; first += kMostLanes) {
    const int lanes = std::min(kMostLanes, request.outputs - first);
    SequencePredictor predictor(model.config, model.parameters, lanes, isa);
    const GenerationPlan plan{request.notes.value_or(kUsualNotes), sampling, request.seed,
                              static_cast<std::uint32_t>(first)};
    const auto rows =
        continue_sequences(predictor, heard, kPieceMark, plan, progress, cancellation);
    if (!rows) return rows.error();
    for (const std::vector<int>& each : *rows) {
      pieces.push_back(melody_piece(primer, each, request, warnings));
    }
  }
  return pieces;
}

}  // namespace bach
