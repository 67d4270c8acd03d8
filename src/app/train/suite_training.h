// Training the suite network: pieces in, parameters out.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "base/cancel.h"
#include "base/result.h"
#include "lm/sequence_trainer.h"
#include "suite/lanes.h"
#include "suite/piece.h"
#include "suite/preset.h"
#include "train/sequence_loop.h"

namespace bach {

struct SuiteTraining {
  SequenceConfig config = suite_config();
  SequenceTrainerOptions trainer{.lanes = kSuiteTraining.lanes,
                                 .steps = kSuiteTraining.steps,
                                 .clip_norm = kSuiteTraining.clip_norm};
  SequencePlan plan{.epochs = kSuiteTraining.epochs,
                    .schedule = {.learning_rate = kSuiteTraining.learning_rate,
                                 .warmup = kSuiteTraining.warmup,
                                 .decay = Decay::kCosine}};
  SuiteAugmentation augmentation;
  int threads = 0;  // 0: the cores this process may use; changes speed only
};

// Trains a fresh network on `pieces`; plan.seed decides first weights, order, augmentation and what
// drops. `held_out` may be empty. Errors: those of train_sequences(); kInvalidArgument when there
// are no pieces or the configuration is none of a suite network.
Result<SequenceOutcome> train_suite(std::span<const SuitePiece> pieces,
                                    std::span<const SuitePiece> held_out,
                                    const SuiteTraining& training, const SequenceListener& listener,
                                    const Cancellation& cancellation,
                                    const Continuation& continuation = {});

}  // namespace bach
