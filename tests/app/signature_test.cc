// The whole program in one number: texts of the corpus, tokens, first weights, batches, dropout,
// gradients, Adam, the model file, sampling and the MIDI file. It is the same from every compiler,
// on every machine and at any thread count. A commit that changes it changes everybody's results
// and says so.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "app/compose.h"
#include "app/model/save.h"
#include "app/train.h"
#include "base/file.h"
#include "base/sha256.h"
#include "lm/model_file.h"
#include "score/to_midi.h"

namespace bach {
namespace {

constexpr char kSignature[] = "91a2c63787b54271";

TrainOptions small_training(int layers) {
  TrainOptions options;
  options.inputs = {"cs1-1pre", "cs4-5bou", "cs6-4sar"};
  options.config.layers = layers;
  options.config.hidden = 32;
  options.config.dense = 24;
  options.batch_size = 16;
  options.plan.epochs = 2;
  options.plan.batches = 25;
  options.plan.seed = 7;
  return options;
}

// Trains, saves, loads, composes 64 notes; the hash of model and MIDI file together.
std::string fingerprint(const TrainOptions& options) {
  const Cancellation never;
  Result<TrainingSession> session = TrainingSession::prepare(options, {}, never);
  if (!session) return session.error().message;
  const Result<SequenceOutcome> outcome = session->run({}, never);
  if (!outcome) return outcome.error().message;
  const SequenceModel model = session->model(*outcome);

  const auto path = std::filesystem::path(testing::TempDir()) /
                    ("bach_signature_" + std::to_string(::getpid()) + ".safetensors");
  if (!save_model(model, path.string()).ok()) return "cannot write " + path.string();
  const ComposeRequest compose{.model = path.string(), .seed = 11, .notes = 64};
  const Result<ComposedPiece> piece = compose_piece(compose, {}, never);
  std::filesystem::remove(path);
  if (!piece) return piece.error().message;

  Sha256 hash;
  hash.update(encode_model(model));
  hash.update(midi_from_score(piece->score));
  return hash.finish().substr(0, 16);
}

TEST(Signature, OneSeedOneResult) { EXPECT_EQ(fingerprint(small_training(1)), kSignature); }

TEST(Signature, AnotherSeedIsAnotherResult) {
  TrainOptions options = small_training(1);
  options.plan.seed = 8;
  EXPECT_NE(fingerprint(options), kSignature);
}

TEST(Signature, TheNumberOfThreadsChangesNothing) {
  TrainOptions one = small_training(2);
  one.threads = 1;
  TrainOptions three = small_training(2);
  three.threads = 3;
  EXPECT_EQ(fingerprint(one), fingerprint(three));
}

}  // namespace
}  // namespace bach
