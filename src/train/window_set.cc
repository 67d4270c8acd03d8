#include "train/window_set.h"

namespace bach {

void cut_windows(const WindowSet& windows, std::span<const std::size_t> which, Batch& batch) {
  const std::size_t lanes = which.size(), steps = static_cast<std::size_t>(windows.length);
  batch.lanes = static_cast<int>(lanes);
  batch.steps = windows.length;
  batch.fields.resize(steps * lanes);
  batch.targets.assign(steps * lanes, -1);
  batch.weights.assign(steps * lanes, 1.0f);
  batch.begins.assign(steps * lanes, 0);
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    const std::span<const int> rows = windows.rows.subspan(windows.starts[which[lane]], steps + 1);
    for (std::size_t t = 0; t < steps; ++t) batch.fields[t * lanes + lane] = rows[t];
    batch.targets[(steps - 1) * lanes + lane] = rows[steps];
  }
}

}  // namespace bach
