#include "train/snapshot.h"

#include <algorithm>
#include <string>

namespace bach {

SnapshotKeeper::SnapshotKeeper(const Continuation& continuation) : continuation_(continuation) {
  if (continuation.from != nullptr) saved_ = continuation.from->steps;
}

bool SnapshotKeeper::due(std::uint64_t steps, bool last) const {
  const auto every = static_cast<std::uint64_t>(std::max(continuation_.every, 0));
  const bool counted = every > 0 && steps % every == 0;
  return (counted || (last && continuation_.after_epochs)) && wanted(steps);
}

bool SnapshotKeeper::wanted(std::uint64_t steps) const {
  return continuation_.save != nullptr && steps != saved_;
}

Status SnapshotKeeper::save(const TrainingSnapshot& snapshot) {
  saved_ = snapshot.steps;
  return continuation_.save(snapshot);
}

Status check_snapshot(const TrainingSnapshot& snapshot, std::size_t parameters, std::size_t carry,
                      bool averages) {
  const auto refuse = [](const std::string& what, std::size_t there, std::size_t wanted) {
    return Error{ErrorCode::kInvalidData,
                 "the checkpoint holds " + std::to_string(there) + " " + what +
                     ", this training has " + std::to_string(wanted),
                 {}};
  };
  const OptimiserState& state = snapshot.optimiser;
  for (const auto* block : {&state.parameters, &state.first_moments, &state.second_moments}) {
    if (block->size() != parameters) return refuse("weights", block->size(), parameters);
  }
  const std::size_t averaged = averages ? parameters : 0;
  if (state.averages.size() != averaged) {
    return refuse("averaged weights", state.averages.size(), averaged);
  }
  const std::size_t kept = snapshot.best ? parameters : 0;
  if (snapshot.best_parameters.size() != kept) {
    return refuse("weights kept", snapshot.best_parameters.size(), kept);
  }
  if (snapshot.carry.size() != carry) return refuse("states", snapshot.carry.size(), carry);
  return {};
}

}  // namespace bach
