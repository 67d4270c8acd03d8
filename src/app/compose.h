// Composing as one task: a request in, pieces out. What `bach compose` does, without the printing.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "app/compose/options.h"
#include "app/compose/request.h"
#include "app/model/load.h"
#include "app/render/notation.h"
#include "base/cancel.h"
#include "base/progress.h"
#include "base/result.h"
#include "compose/compose_watch.h"
#include "compose/movement_task.h"
#include "ngram/loops.h"
#include "notation/marks.h"
#include "score/score.h"

namespace bach {

// A movement as it was composed.
struct ComposedMovement {
  MovementTask task;
  MovementOutcome outcome;
  double nats_per_note = 0;  // of the new ones under the model
};

struct ComposedPiece {
  Score score = {};  // of movements and of bars written again folded, as it is written; of a
                     // primer with what continues it as it sounds
  std::vector<int> primer = {};   // MIDI note numbers the model began with
  std::vector<int> pitches = {};  // the new notes, MIDI note numbers
  std::optional<Loop> loop = {};  // where the new notes got stuck, if they did
  std::vector<std::string> warnings = {};
  std::optional<ComposedMovement> movement = {};  // of suite models
  std::string composer = {};  // what stands on its pages: of bars written again the piece's own
  Marks marks = {};           // at notes of `score`: those of given music that are left
  std::string plan = {};      // as text, where request.save_plan asks for it
};

// The same model, request and music give the same pieces on every machine; piece k is the same
// however many are asked for. request.outputs of them. Errors: those of check_request(), what cannot
// be read, what the model cannot do (kUnsupported, with the argument), kCancelled.
// `watch` hears of the notes of suite models alone, by the pieces' places; of bars written again by
// those of the tries.
Result<std::vector<ComposedPiece>> compose_pieces(const ComposeRequest& request,
                                                  const ComposeWatch& watch,
                                                  const Cancellation& cancellation);
// The first of them.
Result<ComposedPiece> compose_piece(const ComposeRequest& request, const ComposeWatch& watch,
                                    const Cancellation& cancellation);
// The same with a model at hand; request.model only names it in errors.
Result<std::vector<ComposedPiece>> compose_with(const AnyModel& model,
                                                const ComposeRequest& request,
                                                const ComposeWatch& watch,
                                                const Cancellation& cancellation);

// "bach, seed 42, after J. S. Bach", whom the model in the program knows; of another model only
// "bach, seed 42".
std::string composer_line(const ComposeRequest& request);

// What came of it in figures: notes, surprise, what was taken back. Not its score.
nlohmann::ordered_json composed_json(const ComposedPiece& piece);

// What is known of it beside its notes; the piece has to outlive it.
ScoreLabels labels_of(const ComposedPiece& piece);
// As a file of that format, the same as save_piece() writes.
Result<EncodedScore> encode_piece(const ComposedPiece& piece, const ScoreFormat& format);

// "-", which is MIDI here, or what check_render_target() takes.
Status check_piece_target(const std::string& output);
// Writes the piece as the ending of `output` says; see render_to_file(). Replaces what is there.
Status save_piece(const ComposedPiece& piece, const std::string& output,
                  const ProgressCallback& progress, const Cancellation& cancellation);

}  // namespace bach
