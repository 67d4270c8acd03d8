#include "compose/window_generator.h"

#include "base/random.h"

namespace bach {

Result<std::vector<int>> continue_window(SequencePredictor& predictor, std::span<const int> window,
                                         const GenerationPlan& plan,
                                         const ProgressCallback& progress,
                                         const Cancellation& cancellation) {
  const auto length = static_cast<std::size_t>(predictor.config().window);
  const CounterRandom random(plan.seed, Purpose::kSample);
  Sampler sampler(plan.sampling);
  std::vector<int> rows(window.begin(), window.end());
  rows.reserve(length + static_cast<std::size_t>(plan.notes));
  for (int note = 0; note < plan.notes; ++note) {
    if (cancellation.requested()) {
      return Error{ErrorCode::kCancelled, "stopped; nothing was written", {}};
    }
    const std::span<const float> logits = predictor.after_windows(std::span(rows).last(length));
    const double uniform = random.uniform_double(static_cast<std::uint64_t>(note), plan.output, 0);
    rows.push_back(sampler.choose(logits, uniform));
    if (progress) {
      progress({"composing",
                static_cast<std::uint64_t>(note) + 1,
                static_cast<std::uint64_t>(plan.notes),
                {}});
    }
  }
  rows.erase(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(length));
  return rows;
}

}  // namespace bach
