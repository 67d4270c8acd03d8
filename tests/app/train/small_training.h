// Trainings of every preset that take a moment.
#pragma once

#include "app/train.h"

namespace bach::test {

inline TrainOptions small_notebook() {
  TrainOptions options = train_options().defaults("notebook");
  options.inputs = {"cs1-1pre", "cs2-1pre", "cs3-1pre"};
  options.holdout = {"cs3-1pre"};
  options.hidden = 16;
  options.dense = 16;
  options.batch_size = 8;
  options.epochs = 2;
  options.batches = 6;
  return options;
}

inline TrainOptions small_sequences() {
  TrainOptions options = train_options().defaults("sequences");
  options.inputs = {"cs1-4sar", "cs2-4sar", "cs3-4sar"};
  options.layers = 2;
  options.hidden = 16;
  options.dense = 16;
  options.recurrent_dropout = 0.2;
  options.lanes = 5;
  options.steps = 16;
  options.average = 0.9;
  options.epochs = 3;
  options.batches = 4;
  return options;
}

inline TrainOptions small_suite() {
  TrainOptions options = train_options().defaults("suite");
  options.inputs = {"cs1-4sar", "cs5-4sar", "cs2-5men"};
  options.holdout = {"cs2-5men"};
  options.hidden = 16;
  options.lanes = 4;
  options.steps = 16;
  options.epochs = 3;
  options.batches = 4;
  options.warmup = 3;
  return options;
}

inline std::vector<TrainOptions> small_trainings() {
  return {small_notebook(), small_sequences(), small_suite()};
}

}  // namespace bach::test
