#include "app/train/suite_training.h"

#include <vector>

#include "base/thread_pool.h"
#include "lm/sequence_parameters.h"
#include "nn/engine/isa.h"

namespace bach {

Result<SequenceOutcome> train_suite(std::span<const SuitePiece> pieces,
                                    std::span<const SuitePiece> held_out,
                                    const SuiteTraining& training, const SequenceListener& listener,
                                    const Cancellation& cancellation,
                                    const Continuation& continuation) {
  if (pieces.empty()) {
    return Error{ErrorCode::kInvalidArgument, "there are no pieces to learn from", {}};
  }
  if (const Status valid = validate(training.config); !valid) return valid.error();
  if (const Status valid = is_suite_config(training.config); !valid) return valid.error();
  const Result<engine::Isa> isa = engine::isa_for_this_run();
  if (!isa) return isa.error();

  const std::uint64_t seed = training.plan.seed;
  const SuiteLanes lanes(pieces, training.trainer.lanes, seed, training.augmentation);
  std::vector<SequenceLane> measured;
  for (const SuitePiece& piece : held_out) measured.push_back(suite_lane(piece));
  ThreadPool pool(training.threads > 0 ? training.threads : usable_cores());
  SequenceTrainer trainer(training.config, training.trainer, *isa, pool);
  trainer.set_parameters(initial_parameters(training.config, seed));
  LaneSource source(
      trainer, [&](int epoch) { return lanes.epoch(epoch); }, training.plan.batches);
  return train_sequences(trainer, source, held_out_lanes(measured), training.plan, listener,
                         cancellation, continuation);
}

}  // namespace bach
