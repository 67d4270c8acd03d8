// Composing as one task: a model in, pieces out. What `bach compose` does, without the printing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/cancel.h"
#include "base/progress.h"
#include "base/result.h"
#include "compose/sampling.h"
#include "ngram/loops.h"
#include "score/score.h"

namespace bach {

struct ComposeOptions {
  std::string model;  // path of a model file
  // File or name to continue; empty: a training window kept in the model or, for models of whole
  // pieces, a beginning.
  std::string primer;
  bool with_primer = false;  // put the notes it started from in front
  int notes = 200;           // new ones, 1 … 1,000,000
  int outputs = 1;           // pieces, 1 … 1024
  std::uint64_t seed = 42;   // decides the start and every note
  SamplingOptions sampling = {.top_p = 0.95};
};

struct ComposedPiece {
  Score score;
  std::vector<int> primer;   // MIDI note numbers the model started from
  std::vector<int> pitches;  // the new notes, MIDI note numbers
  std::optional<Loop> loop;  // where the new notes got stuck, if they did
  std::vector<std::string> warnings;
};

// The same model, options and primer give the same pieces on every machine; piece k is the same
// however many are asked for. options.outputs of them.
Result<std::vector<ComposedPiece>> compose_pieces(const ComposeOptions& options,
                                                  const ProgressCallback& progress,
                                                  const Cancellation& cancellation);

// The first of them.
Result<ComposedPiece> compose_piece(const ComposeOptions& options, const ProgressCallback& progress,
                                    const Cancellation& cancellation);

}  // namespace bach
