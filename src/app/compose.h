// Composing as one task: a model in, a piece out. What `bach compose` does, without the printing.
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
  std::string model;         // path of a model file
  std::string primer;        // file or name to continue; empty: a training window kept in the model
  bool with_primer = false;  // put the notes it started from in front
  int notes = 200;           // new ones, 1 … 1,000,000
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

// The same model, options and primer give the same piece on every machine.
Result<ComposedPiece> compose_piece(const ComposeOptions& options, const ProgressCallback& progress,
                                    const Cancellation& cancellation);

}  // namespace bach
