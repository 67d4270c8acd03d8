#include "compose/melody_generator.h"

#include <algorithm>
#include <cstddef>
#include <limits>

#include "base/random.h"

namespace bach {
namespace {

// What the network says of the row after each lane's.
class NextRows {
 public:
  explicit NextRows(NetworkPredictor& predictor)
      : predictor_(predictor),
        lanes_(static_cast<std::size_t>(predictor.lanes())),
        classes_(static_cast<std::size_t>(predictor.config().heads[0].classes)),
        logits_(lanes_ * classes_) {}

  // [lanes][classes], which the caller may change.
  std::span<float> after(std::span<const std::vector<int>> rows) {
    if (predictor_.config().window > 0) {
      read_windows(rows);
    } else {
      read_on(rows);
    }
    return logits_;
  }

 private:
  void read_windows(std::span<const std::vector<int>> rows) {
    heard_.clear();
    for (const std::vector<int>& lane : rows) {
      heard_.insert(heard_.end(), lane.end() - predictor_.config().window, lane.end());
    }
    const std::span<const float> logits = predictor_.after_windows(heard_);
    std::copy(logits.begin(), logits.end(), logits_.begin());
  }

  // Only what was not read before: the state is carried.
  void read_on(std::span<const std::vector<int>> rows) {
    heard_.resize(lanes_);
    for (; read_ < rows.front().size(); ++read_) {
      for (std::size_t lane = 0; lane < lanes_; ++lane) heard_[lane] = rows[lane][read_];
      predictor_.advance(heard_);
    }
    predictor_.head(0, heard_, logits_);
  }

  NetworkPredictor& predictor_;
  std::size_t lanes_, classes_;
  std::size_t read_ = 0;  // rows of each lane
  std::vector<int> heard_;
  std::vector<float> logits_;
};

}  // namespace

Result<std::vector<std::vector<int>>> continue_melodies(
    NetworkPredictor& predictor, std::span<const std::vector<int>> beginnings,
    const MelodyPlan& plan, const ProgressCallback& progress, const Cancellation& cancellation) {
  const CounterRandom random(plan.seed, Purpose::kSample);
  const auto classes = static_cast<std::size_t>(predictor.config().heads[0].classes);
  Sampler sampler(plan.sampling);
  NextRows next(predictor);
  std::vector<std::vector<int>> rows(beginnings.begin(), beginnings.end());
  for (int note = 0; note < plan.notes; ++note) {
    if (cancellation.requested()) {
      return Error{ErrorCode::kCancelled, "stopped; nothing was written", {}};
    }
    const std::span<float> logits = next.after(rows);
    for (std::size_t lane = 0; lane < rows.size(); ++lane) {
      const std::span<float> mine = logits.subspan(lane * classes, classes);
      if (plan.forbidden >= 0) {
        mine[static_cast<std::size_t>(plan.forbidden)] = -std::numeric_limits<float>::infinity();
      }
      const double uniform = random.uniform_double(
          static_cast<std::uint64_t>(note), plan.output + static_cast<std::uint32_t>(lane), 0);
      rows[lane].push_back(sampler.choose(mine, uniform));
    }
    if (progress) {
      progress({"composing",
                static_cast<std::uint64_t>(note) + 1,
                static_cast<std::uint64_t>(plan.notes),
                {}});
    }
  }
  for (std::size_t lane = 0; lane < rows.size(); ++lane) {
    const auto given = static_cast<std::ptrdiff_t>(beginnings[lane].size());
    rows[lane].erase(rows[lane].begin(), rows[lane].begin() + given);
  }
  return rows;
}

}  // namespace bach
