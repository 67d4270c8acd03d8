#include "compose/sequence_generator.h"

#include <algorithm>
#include <cstddef>
#include <limits>

#include "base/random.h"

namespace bach {

Result<std::vector<std::vector<int>>> continue_sequences(SequencePredictor& predictor,
                                                         std::span<const int> primer, int forbidden,
                                                         const GenerationPlan& plan,
                                                         const ProgressCallback& progress,
                                                         const Cancellation& cancellation) {
  const auto lanes = static_cast<std::size_t>(predictor.lanes());
  const auto classes = static_cast<std::size_t>(predictor.config().heads[0].classes);
  const CounterRandom random(plan.seed, Purpose::kSample);
  Sampler sampler(plan.sampling);
  std::vector<std::vector<int>> rows(lanes);
  std::vector<int> heard(lanes);
  std::vector<float> logits(lanes * classes);
  for (const int row : primer) {
    std::fill(heard.begin(), heard.end(), row);
    predictor.advance(heard);
  }
  for (int note = 0; note < plan.notes; ++note) {
    if (cancellation.requested()) {
      return Error{ErrorCode::kCancelled, "stopped; nothing was written", {}};
    }
    if (note > 0) predictor.advance(heard);
    predictor.head(0, heard, logits);
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      const std::span<float> mine = std::span(logits).subspan(lane * classes, classes);
      mine[static_cast<std::size_t>(forbidden)] = -std::numeric_limits<float>::infinity();
      const double uniform = random.uniform_double(
          static_cast<std::uint64_t>(note), plan.output + static_cast<std::uint32_t>(lane), 0);
      heard[lane] = sampler.choose(mine, uniform);
      rows[lane].push_back(heard[lane]);
    }
    if (progress) {
      progress({"composing",
                static_cast<std::uint64_t>(note) + 1,
                static_cast<std::uint64_t>(plan.notes),
                {}});
    }
  }
  return rows;
}

}  // namespace bach
