// The checkpoints of a training as one task: where they are, which one to resume, what they hold.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/train/log.h"
#include "base/result.h"
#include "train/checkpoint_folder.h"
#include "train/snapshot.h"

namespace bach {

struct CheckpointOptions {
  std::string folder;   // empty: none are kept
  int every = 100;      // steps between two of them, at least 1
  bool resume = false;  // the newest in the folder
};

// Use from one thread.
class CheckpointKeeper {
 public:
  // Takes the folder, made if need be, for a training that `run` describes. To resume, reads the
  // newest checkpoint that is not damaged; without any the training begins at its first step.
  // Errors: those of CheckpointFolder; kExists when there are checkpoints and options.resume is not
  // set; kInvalidArgument, naming what differs, when the newest is of another training.
  static Result<std::unique_ptr<CheckpointKeeper>> open(const CheckpointOptions& options,
                                                        RunDescription run);

  // What is resumed, and its file; null: the training begins.
  const Checkpoint* resumed() const { return found_ ? &found_->checkpoint : nullptr; }
  std::string file() const { return found_ ? found_->file.string() : std::string(); }
  const std::vector<std::string>& warnings() const { return warnings_; }

  // Where the log of the resumed training stood; empty when the training begins.
  TrainingLogState log_state() const;

  // For a session's run(). The log's state is kept, too; `log` may be null. Both must outlive the
  // run.
  Continuation continuation(const TrainingLogWriter* log) const;

 private:
  CheckpointKeeper(CheckpointFolder folder, int every, RunDescription run);
  Status save(const TrainingSnapshot& snapshot, const TrainingLogWriter* log) const;

  CheckpointFolder folder_;
  int every_;
  RunDescription run_;
  std::optional<CheckpointFolder::Found> found_;
  std::vector<std::string> warnings_;
};

}  // namespace bach
