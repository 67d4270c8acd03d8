// The whole program in one number: texts of the corpus, tokens, first weights, batches, dropout,
// gradients, Adam, the model file, sampling and the MIDI file. It is the same from every compiler,
// on every machine and at any thread count. A commit that changes it changes everybody's results
// and says so.
#include <gtest/gtest.h>

#include "app/fingerprint.h"

namespace bach {
namespace {

constexpr char kSignature[] = "0ea98fcc113e08c0";

TrainOptions small_training(int layers) {
  TrainOptions options = train_options().defaults("notebook");
  options.inputs = {"cs1-1pre", "cs4-5bou", "cs6-4sar"};
  options.layers = layers;
  options.hidden = 32;
  options.dense = 24;
  options.batch_size = 16;
  options.epochs = 2;
  options.batches = 25;
  options.seed = 7;
  return options;
}

TEST(Signature, OneSeedOneResult) {
  EXPECT_EQ(test::fingerprint(small_training(1), 1), kSignature);
}

TEST(Signature, AnotherSeedIsAnotherResult) {
  TrainOptions options = small_training(1);
  options.seed = 8;
  EXPECT_NE(test::fingerprint(options, 1), kSignature);
}

TEST(Signature, TheNumberOfThreadsChangesNothing) {
  TrainOptions one = small_training(2);
  one.threads = 1;
  TrainOptions three = small_training(2);
  three.threads = 3;
  EXPECT_EQ(test::fingerprint(one, 1), test::fingerprint(three, 1));
}

}  // namespace
}  // namespace bach
