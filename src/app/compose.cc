#include "app/compose.h"

#include <algorithm>

#include "app/compose/around.h"
#include "app/model/load.h"
#include "app/model/save.h"
#include "app/model/shipped.h"
#include "app/music/inputs.h"
#include "app/render.h"
#include "base/random.h"
#include "compose/equal_notes.h"
#include "compose/sequence_generator.h"
#include "compose/window_generator.h"
#include "lm/safetensors.h"
#include "lm/sequence_predictor.h"
#include "score/unfold.h"
#include "suite/piece.h"
#include "token/pitch_sequences.h"
#include "token/pitch_vocabulary.h"
#include "token/pitch_windows.h"

namespace bach {
namespace {

constexpr int kMostNotes = 1000000;
constexpr int kUsualNotes = 200;
constexpr double kUsualTopP = 0.95;
constexpr double kSuiteTopP = 1;
constexpr int kMostOutputs = 1024;

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

// The piece that went on from `primer` with `rows`.
ComposedPiece piece_of(std::span<const int> primer, std::span<const int> rows,
                       const ComposeOptions& options, const std::vector<std::string>& warnings) {
  ComposedPiece piece;
  piece.warnings = warnings;
  piece.primer = pitches_of(primer);
  piece.pitches = pitches_of(rows);
  piece.loop = find_loop(piece.pitches);
  std::vector<int> sounding = options.with_primer ? piece.primer : std::vector<int>();
  sounding.insert(sounding.end(), piece.pitches.begin(), piece.pitches.end());
  piece.score =
      score_of_equal_notes(sounding, "Composed by bach, seed " + std::to_string(options.seed));
  return piece;
}

// The window output `output` starts from.
Result<std::vector<int>> window_for(const SequenceModel& model, std::uint32_t output,
                                    const ComposeOptions& options,
                                    std::vector<std::string>& warnings) {
  const auto length = static_cast<std::size_t>(model.config.window);
  if (!options.primer.empty()) {
    Result<std::vector<int>> rows = rows_of_primer(options.primer, notebook_notes, warnings);
    if (!rows) return rows;
    if (rows->size() < length) {
      return Error{ErrorCode::kInvalidArgument,
                   "--primer " + options.primer + ": has " + std::to_string(rows->size()) +
                       " notes, the model needs " + std::to_string(length) + " to go on from",
                   {}};
    }
    rows->erase(rows->begin(), rows->end() - static_cast<std::ptrdiff_t>(length));
    return rows;
  }
  if (model.card.starts.empty()) {
    return Error{ErrorCode::kInvalidData,
                 options.model + ": keeps no window to start from; name a --primer",
                 {}};
  }
  const auto count = static_cast<std::uint32_t>(model.card.starts.size());
  const CounterRandom random(options.seed, Purpose::kPrimer);
  return model.card.starts[random.below(count, 0, output, 0)];
}

Result<std::vector<ComposedPiece>> compose_windows(const SequenceModel& model, engine::Isa isa,
                                                   const ComposeOptions& options,
                                                   const ProgressCallback& progress,
                                                   const Cancellation& cancellation) {
  SequencePredictor predictor(model.config, model.parameters, 1, isa);
  std::vector<ComposedPiece> pieces;
  for (std::uint32_t k = 0; k < static_cast<std::uint32_t>(options.outputs); ++k) {
    std::vector<std::string> warnings;
    const Result<std::vector<int>> window = window_for(model, k, options, warnings);
    if (!window) return window.error();
    const GenerationPlan plan{options.notes.value_or(kUsualNotes), options.sampling, options.seed,
                              k};
    const Result<std::vector<int>> rows =
        continue_window(predictor, *window, plan, progress, cancellation);
    if (!rows) return rows.error();
    pieces.push_back(piece_of(*window, *rows, options, warnings));
  }
  return pieces;
}

Result<std::vector<ComposedPiece>> compose_sequences(const SequenceModel& model, engine::Isa isa,
                                                     const ComposeOptions& options,
                                                     const ProgressCallback& progress,
                                                     const Cancellation& cancellation) {
  if (model.card.vocabulary_fingerprint != pitch_sequence_fingerprint() ||
      model.config.fields.size() != 1 || field_range(model.config, 0) != kPitchSequenceRows ||
      model.config.heads[0].classes != kPitchSequenceRows) {
    return Error{ErrorCode::kUnsupported,
                 options.model + ": its vocabulary, " + shown_name(model.card.vocabulary) +
                     ", is not the pitches this command composes with",
                 {}};
  }
  std::vector<std::string> warnings;
  std::vector<int> primer;
  if (!options.primer.empty()) {
    Result<std::vector<int>> rows = rows_of_primer(options.primer, leading_pitches, warnings);
    if (!rows) return std::move(rows).error();
    primer = std::move(*rows);
  }
  std::vector<int> heard = {kPieceMark};
  heard.insert(heard.end(), primer.begin(), primer.end());
  // A lane costs memory; so many at a time are as fast as more.
  constexpr int kMostLanes = 64;
  std::vector<ComposedPiece> pieces;
  for (int first = 0; first < options.outputs; first += kMostLanes) {
    const int lanes = std::min(kMostLanes, options.outputs - first);
    SequencePredictor predictor(model.config, model.parameters, lanes, isa);
    const GenerationPlan plan{options.notes.value_or(kUsualNotes), options.sampling, options.seed,
                              static_cast<std::uint32_t>(first)};
    const auto rows =
        continue_sequences(predictor, heard, kPieceMark, plan, progress, cancellation);
    if (!rows) return rows.error();
    for (const std::vector<int>& each : *rows) {
      pieces.push_back(piece_of(primer, each, options, warnings));
    }
  }
  return pieces;
}

Result<std::vector<ComposedPiece>> compose_movement_pieces(const SequenceModel& model,
                                                           engine::Isa isa,
                                                           const ComposeOptions& options,
                                                           const ProgressCallback& progress,
                                                           const Cancellation& cancellation) {
  const SuiteComposition wanted{options.suite, options.notes, options.outputs, options.seed,
                                options.sampling};
  const auto compose = !wanted.wishes.infill.empty()   ? infill_music
                       : !wanted.wishes.primer.empty() ? continue_music
                                                       : compose_movements;
  Result<std::vector<ComposedMovement>> movements =
      compose(model, isa, wanted, progress, cancellation);
  if (!movements) return std::move(movements).error();
  std::vector<ComposedPiece> pieces;
  for (ComposedMovement& movement : *movements) {
    ComposedPiece piece;
    piece.score = movement.score;
    for (const SuiteNote& note : movement.outcome.notes) piece.pitches.push_back(note.token.pitch);
    const std::size_t given = movement.task.given.size();
    piece.primer.assign(piece.pitches.begin(),
                        piece.pitches.begin() + static_cast<std::ptrdiff_t>(given));
    piece.pitches.erase(piece.pitches.begin(),
                        piece.pitches.begin() + static_cast<std::ptrdiff_t>(given));
    piece.loop = find_loop(piece.pitches);
    piece.warnings = std::move(movement.warnings);
    piece.movement = std::move(movement);
    pieces.push_back(std::move(piece));
  }
  return pieces;
}

}  // namespace

Result<std::vector<ComposedPiece>> compose_with(const AnyModel& model, const ComposeOptions& asked,
                                                const ProgressCallback& progress,
                                                const Cancellation& cancellation) {
  ComposeOptions options = asked;
  options.sampling.top_p = asked.top_p.value_or(kUsualTopP);
  if (const Status valid = check_sampling_options(options.sampling); !valid) return valid.error();
  const auto refuse = [](const std::string& name, int most) {
    return Error{
        ErrorCode::kInvalidArgument, name + " must be from 1 to " + std::to_string(most), {}};
  };
  if (options.notes && (*options.notes < 1 || *options.notes > kMostNotes)) {
    return refuse("--notes", kMostNotes);
  }
  if (options.outputs < 1 || options.outputs > kMostOutputs) {
    return refuse("--outputs", kMostOutputs);
  }
  const Result<engine::Isa> isa = engine::isa_for_this_run();
  if (!isa) return isa.error();
  const bool of_windows = model.config.window > 0;
  const bool of_suites = !of_windows && model.card.vocabulary == kSuiteVocabularyName;
  if (!of_suites && !(options.suite == SuiteWishes{})) {
    return Error{ErrorCode::kUnsupported,
                 options.model +
                     ": a model of pitches alone knows nothing of kind, key, metre, bars, "
                     "tempo, range, voices or infill; leave those options out, or -m",
                 {}};
  }
  if (of_windows) return compose_windows(model, *isa, options, progress, cancellation);
  if (!of_suites) return compose_sequences(model, *isa, options, progress, cancellation);
  if (const Status known = check_suite_model(model, options.model); !known) {
    return known.error();
  }
  options.suite.primer = options.primer;
  options.sampling.top_p = asked.top_p.value_or(kSuiteTopP);
  return compose_movement_pieces(model, *isa, options, progress, cancellation);
}

Result<std::vector<ComposedPiece>> compose_pieces(const ComposeOptions& options,
                                                  const ProgressCallback& progress,
                                                  const Cancellation& cancellation) {
  const auto model = options.model.empty() ? shipped_model() : load_any_model(options.model);
  if (!model) return model.error();
  return compose_with(*model, options, progress, cancellation);
}

Status check_piece_target(const std::string& output) {
  return output == "-" ? Status() : check_render_target(output);
}

Status save_piece(const ComposedPiece& piece, const std::string& output,
                  const ProgressCallback& progress, const Cancellation& cancellation) {
  if (output == "-") return save_midi(piece.score, output);
  RenderOptions options;
  options.labels = {piece.score.title, {}, piece.movement.has_value() && !piece.score.keys.empty()};
  options.replace = true;
  const auto written = render_to_file(unfold(piece.score), output, options, progress, cancellation);
  if (!written) return written.error();
  return {};
}

Result<ComposedPiece> compose_piece(const ComposeOptions& options, const ProgressCallback& progress,
                                    const Cancellation& cancellation) {
  ComposeOptions one = options;
  one.outputs = 1;
  Result<std::vector<ComposedPiece>> pieces = compose_pieces(one, progress, cancellation);
  if (!pieces) return std::move(pieces).error();
  return std::move(pieces->front());
}

}  // namespace bach
