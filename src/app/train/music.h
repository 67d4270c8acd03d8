// The music a model of pitch rows learns from and is measured on.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "app/train.h"
#include "base/cancel.h"
#include "base/progress.h"
#include "base/result.h"
#include "score/score.h"

namespace bach {

struct PieceRows {
  std::string name;       // file name without extension, or the built-in alias: "cs1-1pre"
  std::vector<int> rows;  // of token/pitch_vocabulary.h; not empty
};

struct TrainingMusic {
  std::vector<PieceRows> pieces;      // in name order, at least one
  std::vector<PieceRows> held_out;    // likewise, none unless asked for
  std::vector<std::string> warnings;  // one line each: files skipped and why, repairs
};

// Their names and sizes.
std::vector<TrainingPiece> overview(const std::vector<PieceRows>& pieces);

// Reads files, folders and names (none: the built-in corpus) and takes the pitches `pitches_of`
// gives of each. Files that cannot be read or have no notes are skipped with a warning; no music at
// all or a name in `holdout` that matches no piece are errors.
Result<TrainingMusic> read_training_music(
    const std::vector<std::string>& inputs, const std::vector<std::string>& holdout,
    const std::function<std::vector<int>(const Score&)>& pitches_of,
    const ProgressCallback& progress, const Cancellation& cancellation);

}  // namespace bach
