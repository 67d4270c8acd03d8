// The notes of some folds under one view, and what scorers and baselines make of them.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/evaluate.h"
#include "app/evaluate/folds.h"
#include "app/evaluate/model_scorers.h"
#include "app/music/music.h"
#include "base/result.h"
#include "evaluate/baselines.h"
#include "ranks/group.h"

namespace bach {

// Pieces under one view, each made once.
class PieceCache {
 public:
  PieceCache(const View& view, const Alphabet& alphabet) : view_(view), alphabet_(alphabet) {}

  const View& view() const { return view_; }
  const Alphabet& alphabet() const { return alphabet_; }

  // The pieces of `music` that the view can show within the alphabet. A warning for each of the
  // others when it is first met. Valid while the cache lives.
  std::vector<const MeasuredPiece*> pieces(std::span<const MusicPiece* const> music,
                                           std::vector<std::string>& warnings);

 private:
  std::optional<MeasuredPiece> make(const MusicPiece& source, std::vector<std::string>& warnings);

  View view_;
  Alphabet alphabet_;
  std::map<const MusicPiece*, std::optional<MeasuredPiece>> made_;
};

// Gathers measurements fold by fold.
class ViewMeasurement {
 public:
  // Both must outlive it. The processes of `group` measure the same, sharing the work.
  ViewMeasurement(PieceCache& cache, Group& group);

  // Measures what `fold` holds out by `models` (one or more, as many in every fold) and by
  // baselines that learned the rest.
  Status add_fold(const FoldMusic& fold, std::span<const ModelScorers> models,
                  std::vector<std::string>& warnings);

  // Once, after the last fold. kInvalidData when no note could be measured; `warnings`, of all folds,
  // say why where every piece was skipped.
  Result<ViewReport> finish(const std::vector<std::string>& warnings);

 private:
  PieceCache& cache_;
  Group& group_;
  ViewReport report_;
  std::vector<Measurement> all_keys_;  // of each model; empty when not asked for
};

}  // namespace bach
