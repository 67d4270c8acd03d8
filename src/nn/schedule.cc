#include "nn/schedule.h"

#include <algorithm>

#include "base/math.h"

namespace bach {

double learning_rate_at(const Schedule& schedule, std::uint64_t step, std::uint64_t steps) {
  constexpr double kPi = 3.14159265358979323846;
  const auto warmup = static_cast<std::uint64_t>(schedule.warmup);
  if (step < warmup) {
    return schedule.learning_rate * static_cast<double>(step + 1) / static_cast<double>(warmup + 1);
  }
  if (schedule.decay == Decay::kNone || steps <= warmup) return schedule.learning_rate;
  const double done =
      static_cast<double>(std::min(step, steps) - warmup) / static_cast<double>(steps - warmup);
  return schedule.learning_rate * 0.5 * (1 + portable_cos(kPi * done));
}

}  // namespace bach
