#include "app/compose.h"

#include <algorithm>

#include "app/inputs.h"
#include "app/load_model.h"
#include "base/random.h"
#include "compose/equal_notes.h"
#include "compose/window_generator.h"
#include "lm/window_predictor.h"
#include "token/pitch_vocabulary.h"
#include "token/pitch_windows.h"

namespace bach {
namespace {

constexpr int kMostNotes = 1000000;

// The last `length` notes of a piece, as rows.
Result<std::vector<int>> window_of_primer(const std::string& primer, std::size_t length,
                                          std::vector<std::string>& warnings) {
  const Result<OpenedScore> opened = open_score(primer);
  if (!opened) return opened.error();
  warnings.insert(warnings.end(), opened->warnings.begin(), opened->warnings.end());
  Result<std::vector<int>> rows = rows_of_pitches(notebook_notes(opened->score), primer);
  if (!rows) return rows;
  if (rows->size() < length) {
    return Error{ErrorCode::kInvalidArgument,
                 "--primer " + primer + ": has " + std::to_string(rows->size()) +
                     " notes, the model needs " + std::to_string(length) + " to go on from",
                 {}};
  }
  rows->erase(rows->begin(), rows->end() - static_cast<std::ptrdiff_t>(length));
  return rows;
}

std::vector<int> pitches_of(std::span<const int> rows) {
  std::vector<int> pitches;
  for (const int row : rows) pitches.push_back(pitch_of_row(row));
  return pitches;
}

}  // namespace

Result<ComposedPiece> compose_piece(const ComposeOptions& options, const ProgressCallback& progress,
                                    const Cancellation& cancellation) {
  if (const Status valid = check_sampling_options(options.sampling); !valid) return valid.error();
  if (options.notes < 1 || options.notes > kMostNotes) {
    return Error{
        ErrorCode::kInvalidArgument, "--notes must be from 1 to " + std::to_string(kMostNotes), {}};
  }
  const Result<Model> model = load_model(options.model);
  if (!model) return model.error();

  ComposedPiece piece;
  std::vector<int> window;
  if (!options.primer.empty()) {
    Result<std::vector<int>> rows = window_of_primer(
        options.primer, static_cast<std::size_t>(model->config.window), piece.warnings);
    if (!rows) return std::move(rows).error();
    window = std::move(*rows);
  } else if (model->card.starts.empty()) {
    return Error{ErrorCode::kInvalidData,
                 options.model + ": keeps no window to start from; name a --primer",
                 {}};
  } else {
    const auto count = static_cast<std::uint32_t>(model->card.starts.size());
    const CounterRandom random(options.seed, Purpose::kPrimer);
    window = model->card.starts[random.below(count, 0, 0, 0)];
  }

  const Result<engine::Isa> isa = engine::isa_for_this_run();
  if (!isa) return isa.error();
  WindowPredictor predictor(*model, *isa);
  const GenerationPlan plan{options.notes, options.sampling, options.seed, 0};
  const Result<std::vector<int>> rows =
      continue_window(predictor, window, plan, progress, cancellation);
  if (!rows) return rows.error();

  piece.primer = pitches_of(window);
  piece.pitches = pitches_of(*rows);
  piece.loop = find_loop(piece.pitches);
  std::vector<int> sounding = options.with_primer ? piece.primer : std::vector<int>();
  sounding.insert(sounding.end(), piece.pitches.begin(), piece.pitches.end());
  piece.score =
      score_of_equal_notes(sounding, "Composed by bach, seed " + std::to_string(options.seed));
  return piece;
}

}  // namespace bach
