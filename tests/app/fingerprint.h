// A whole training and what it composes, boiled down to one number.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "app/compose.h"
#include "app/model/save.h"
#include "app/train.h"
#include "base/sha256.h"
#include "lm/model_file.h"
#include "score/to_midi.h"

namespace bach::test {

// Trains, saves, loads, composes `outputs` pieces of 64 notes; the hash of model and MIDI files
// together.
inline std::string fingerprint(const TrainOptions& options, int outputs) {
  const Cancellation never;
  Result<TrainingSession> session = TrainingSession::prepare(options, {}, never);
  if (!session) return session.error().text();
  const Result<TrainingOutcome> outcome = session->run({}, never);
  if (!outcome) return outcome.error().text();
  const Model model = session->model(*outcome);

  const auto path = std::filesystem::path(testing::TempDir()) /
                    ("bach_signature_" + std::to_string(::getpid()) + ".safetensors");
  if (!save_model(model, path.string()).ok()) return "cannot write " + path.string();
  const ComposeRequest compose{.model = path.string(), .outputs = outputs, .seed = 11, .notes = 64};
  const Result<std::vector<ComposedPiece>> pieces = compose_pieces(compose, {}, never);
  const Result<ComposedPiece> alone = compose_piece(compose, {}, never);
  std::filesystem::remove(path);
  if (!pieces) return pieces.error().text();
  if (!alone) return alone.error().text();
  EXPECT_EQ(alone->pitches, pieces->front().pitches);
  if (outputs > 1) {
    EXPECT_NE(pieces->front().pitches, pieces->back().pitches);
  }

  Sha256 hash;
  hash.update(encode_model(model));
  for (const ComposedPiece& piece : *pieces) hash.update(midi_from_score(piece.score));
  return hash.finish().substr(0, 16);
}

}  // namespace bach::test
