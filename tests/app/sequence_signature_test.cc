// The sequences preset in one number, as signature_test.cc has the notebook's: every kind of
// dropout, clipping, decay, averaging and the schedule take part.
#include <gtest/gtest.h>

#include "app/fingerprint.h"

namespace bach {
namespace {

constexpr char kSequenceSignature[] = "5065ffab92202561";

TrainOptions small_sequences() {
  TrainOptions options = train_options().defaults("sequences");
  options.inputs = {"cs1-1pre", "cs4-5bou", "cs6-4sar"};
  options.layers = 2;
  options.hidden = 24;
  options.dense = 20;
  options.embedding = 12;
  options.tied = true;
  options.dropout = 0.3;
  options.input_dropout = 0.1;
  options.output_dropout = 0.2;
  options.recurrent_dropout = 0.2;
  options.forget_bias = 1;
  options.lanes = 7;
  options.steps = 9;
  options.epochs = 2;
  options.seed = 7;
  options.learning_rate = 0.01;
  options.warmup = 5;
  options.weight_decay = 0.01;
  options.clip = 1;
  options.average = 0.9;
  return options;
}

TEST(Signature, OfSequencesIsOneResultForOneSeed) {
  EXPECT_EQ(test::fingerprint(small_sequences(), 2), kSequenceSignature);
}

TEST(Signature, OfSequencesDoesNotDependOnThreads) {
  TrainOptions options = small_sequences();
  options.tied = false;
  options.embedding = 0;
  options.threads = 1;
  const std::string one = test::fingerprint(options, 2);
  options.threads = 3;
  EXPECT_EQ(test::fingerprint(options, 2), one);
  EXPECT_EQ(one.size(), 16u);
}

}  // namespace
}  // namespace bach
