#include "app/train/checkpoints.h"

#include <algorithm>
#include <utility>

#include "app/train/run_description.h"

namespace bach {

CheckpointKeeper::CheckpointKeeper(CheckpointFolder folder, int every, RunDescription run)
    : folder_(std::move(folder)), every_(every), run_(std::move(run)) {}

Result<std::unique_ptr<CheckpointKeeper>> CheckpointKeeper::open(const CheckpointOptions& options,
                                                                 RunDescription run) {
  Result<CheckpointFolder> folder = CheckpointFolder::open(options.folder);
  if (!folder) return std::move(folder).error();
  std::unique_ptr<CheckpointKeeper> keeper(
      new CheckpointKeeper(std::move(*folder), options.every, std::move(run)));
  const std::vector<std::filesystem::path> files = keeper->folder_.files();
  if (!options.resume) {
    if (files.empty()) return keeper;
    return Error{ErrorCode::kExists,
                 files.front().string() +
                     " is of an earlier training: `resume` continues it; to train from scratch, "
                     "name another folder or remove it",
                 {}};
  }
  auto found = keeper->folder_.newest(keeper->warnings_);
  if (!found) return std::move(found).error();
  if (!*found) return keeper;
  keeper->found_ = std::move(*found);
  const Checkpoint& checkpoint = keeper->found_->checkpoint;
  if (const std::string other = difference(checkpoint.run, keeper->run_); !other.empty()) {
    return Error{ErrorCode::kInvalidArgument,
                 keeper->file() + " is of another training: " + other +
                     "; resume it with the options it was started with, or name another "
                     "`checkpoint` folder",
                 {}};
  }
  if (checkpoint.program_version != BACH_VERSION) {
    keeper->warnings_.push_back(keeper->file() + ": written by bach " + checkpoint.program_version +
                                ", this is " BACH_VERSION
                                ": the model may not be that of a run without a break");
  }
  return keeper;
}

TrainingLogState CheckpointKeeper::log_state() const {
  if (!found_) return {};
  const Checkpoint& checkpoint = found_->checkpoint;
  const TrainingSnapshot& at = checkpoint.snapshot;
  return {checkpoint.log,
          {at.steps, std::max(at.planned, at.steps), at.epoch, at.last_loss},
          checkpoint.log_steps,
          checkpoint.log_sum};
}

Continuation CheckpointKeeper::continuation(const TrainingLogWriter* log) const {
  Continuation continuation;
  continuation.every = every_;
  continuation.save = [this, log](const TrainingSnapshot& snapshot) { return save(snapshot, log); };
  continuation.from = found_ ? &found_->checkpoint.snapshot : nullptr;
  return continuation;
}

Status CheckpointKeeper::save(const TrainingSnapshot& snapshot,
                              const TrainingLogWriter* log) const {
  Checkpoint checkpoint{run_, BACH_VERSION, snapshot, {}, 0, 0};
  if (log != nullptr) {
    TrainingLogState state = log->state();
    checkpoint.log = std::move(state.text);
    checkpoint.log_sum = state.sum;
    checkpoint.log_steps = state.steps_in_sum;
  }
  return folder_.write(checkpoint);
}

}  // namespace bach
