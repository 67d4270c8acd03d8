// Composing as one task: a model in, pieces out. What `bach compose` does, without the printing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/compose/movements.h"
#include "app/model/load.h"
#include "base/cancel.h"
#include "base/progress.h"
#include "base/result.h"
#include "compose/sampling.h"
#include "ngram/loops.h"
#include "score/score.h"

namespace bach {

struct ComposeOptions {
  std::string model;  // path of a model file; empty: the suite model in the program
  // File or name to continue; empty: a training window kept in the model or, for models of whole
  // pieces, a beginning.
  std::string primer;
  bool with_primer = false;  // put the notes it started from in front; suite models always do
  // New ones, 1 … 1,000,000; none: 200, from suite models whole movements.
  std::optional<int> notes;
  int outputs = 1;          // pieces, 1 … 1024
  std::uint64_t seed = 42;  // decides the start and every note
  SamplingOptions sampling;
  std::optional<double> top_p;  // instead of sampling.top_p; none: 0.95, 0.99 with suite models
  SuiteWishes suite;            // of suite models alone
};

struct ComposedPiece {
  Score score;
  std::vector<int> primer;   // MIDI note numbers the model started from
  std::vector<int> pitches;  // the new notes, MIDI note numbers
  std::optional<Loop> loop;  // where the new notes got stuck, if they did
  std::vector<std::string> warnings;
  std::optional<ComposedMovement> movement;  // of suite models
};

// The same with a model at hand; options.model only names it in errors.
Result<std::vector<ComposedPiece>> compose_with(const AnyModel& model,
                                                const ComposeOptions& options,
                                                const ProgressCallback& progress,
                                                const Cancellation& cancellation);

// The same model, options and primer give the same pieces on every machine; piece k is the same
// however many are asked for. options.outputs of them.
Result<std::vector<ComposedPiece>> compose_pieces(const ComposeOptions& options,
                                                  const ProgressCallback& progress,
                                                  const Cancellation& cancellation);

// "-", which is MIDI here, or what check_render_target() takes.
Status check_piece_target(const std::string& output);
// Writes the piece as the ending of `output` says; see render_to_file(). Replaces what is there.
Status save_piece(const ComposedPiece& piece, const std::string& output,
                  const ProgressCallback& progress, const Cancellation& cancellation);

// The first of them.
Result<ComposedPiece> compose_piece(const ComposeOptions& options, const ProgressCallback& progress,
                                    const Cancellation& cancellation);

}  // namespace bach
