// The notes of some folds under one view, and what scorers and baselines make of them.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "app/evaluate.h"
#include "app/music.h"
#include "base/result.h"
#include "evaluate/baselines.h"

namespace bach {

// Gathers measurements fold by fold.
class ViewMeasurement {
 public:
  ViewMeasurement(const View& view, const Alphabet& alphabet);

  // Measures `held_out` by `models` (one or more, as many in every fold) and by baselines that
  // learned from `learned`. Pieces the view cannot show are left out with a warning.
  Status add_fold(std::span<const MusicPiece* const> learned,
                  std::span<const MusicPiece* const> held_out,
                  std::span<const std::unique_ptr<StepScorer>> models,
                  std::vector<std::string>& warnings);

  // Once, after the last fold. kInvalidData when no note could be measured.
  Result<ViewReport> finish();

 private:
  std::vector<MeasuredPiece> pieces_of(std::span<const MusicPiece* const> music,
                                       std::vector<std::string>& warnings) const;

  Alphabet alphabet_;
  ViewReport report_;
};

}  // namespace bach
