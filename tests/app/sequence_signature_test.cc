// The sequences preset in one number, as signature_test.cc has the notebook's: every kind of
// dropout, clipping, decay, averaging and the schedule take part.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "app/compose.h"
#include "app/model/save.h"
#include "app/train/sequences.h"
#include "base/sha256.h"
#include "lm/model_file.h"
#include "score/to_midi.h"

namespace bach {
namespace {

constexpr char kSequenceSignature[] = "d9ce21f6ec487016";

SequenceTrainOptions small_training() {
  SequenceTrainOptions options;
  options.inputs = {"cs1-1pre", "cs4-5bou", "cs6-4sar"};
  options.network = {.layers = 2,
                     .hidden = 24,
                     .dense = 20,
                     .embedding = 12,
                     .tied = true,
                     .dropout = 0.3,
                     .input_dropout = 0.1,
                     .output_dropout = 0.2,
                     .recurrent_dropout = 0.2,
                     .forget_bias = 1};
  options.lanes = 7;
  options.steps = 9;
  options.plan.epochs = 2;
  options.plan.seed = 7;
  options.plan.schedule = {0.01, 5, Decay::kCosine};
  options.weight_decay = 0.01;
  options.clip = 1;
  options.average = 0.9;
  return options;
}

// Trains, saves, loads, composes two pieces; the hash of model and MIDI files together.
std::string fingerprint(const SequenceTrainOptions& options) {
  const Cancellation never;
  Result<SequenceTrainingSession> session = SequenceTrainingSession::prepare(options, {}, never);
  if (!session) return session.error().message;
  const Result<SequenceOutcome> outcome = session->run({}, never);
  if (!outcome) return outcome.error().message;
  const SequenceModel model = session->model(*outcome);

  const auto path = std::filesystem::path(testing::TempDir()) /
                    ("bach_sequences_" + std::to_string(::getpid()) + ".safetensors");
  if (!save_model(model, path.string()).ok()) return "cannot write " + path.string();
  const ComposeRequest compose{.model = path.string(), .outputs = 2, .seed = 11, .notes = 64};
  const Result<std::vector<ComposedPiece>> pieces = compose_pieces(compose, {}, never);
  const Result<ComposedPiece> alone = compose_piece(compose, {}, never);
  std::filesystem::remove(path);
  if (!pieces) return pieces.error().message;
  if (!alone) return alone.error().message;
  EXPECT_EQ(alone->pitches, pieces->front().pitches);
  EXPECT_NE(pieces->front().pitches, pieces->back().pitches);

  Sha256 hash;
  hash.update(encode_model(model));
  for (const ComposedPiece& piece : *pieces) hash.update(midi_from_score(piece.score));
  return hash.finish().substr(0, 16);
}

TEST(Signature, OfSequencesIsOneResultForOneSeed) {
  EXPECT_EQ(fingerprint(small_training()), kSequenceSignature);
}

TEST(Signature, OfSequencesDoesNotDependOnThreads) {
  SequenceTrainOptions options = small_training();
  options.network.tied = false;
  options.network.embedding = 0;
  options.threads = 1;
  const std::string one = fingerprint(options);
  options.threads = 3;
  EXPECT_EQ(fingerprint(options), one);
  EXPECT_EQ(one.size(), 16u);
}

}  // namespace
}  // namespace bach
