#include "lm/arena_update.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "lm/index.h"

namespace bach {

using engine::ArenaSpan;
using engine::kLanes;

namespace {

engine::Shared<int> shared(const std::vector<int>& numbers, engine::FloatMemory* memory) {
  engine::Shared<int> all(numbers.size(), memory);
  std::copy(numbers.begin(), numbers.end(), all.host());
  all.give(numbers.size());
  return all;
}

int sixteens(std::size_t count) { return static_cast<int>(count / kLanes); }

}  // namespace

ArenaUpdate::ArenaUpdate(NetworkWeights& weights, const std::vector<std::vector<ArenaSpan>>& sums)
    : weights_(weights) {
  std::vector<int> decays(weights.arena().size() / kLanes, 1);
  for (const WeightPiece& piece : whole_pieces(weights)) {
    for (const ArenaSpan& span : spans_of(weights, piece)) {
      stretches_.push_back({piece.kind, span});
      if (span.decays) continue;
      std::fill_n(decays.begin() + sixteens(span.offset), sixteens(span.count), 0);
    }
  }
  join_stretches();

  std::vector<int> spans, begins{0};
  for (const std::vector<ArenaSpan>& sum : sums) {
    for (const ArenaSpan& span : sum) {
      spans.push_back(sixteens(span.offset));
      spans.push_back(sixteens(span.count));
    }
    begins.push_back(static_cast<int>(spans.size() / 2));
  }
  engine::FloatMemory* memory = weights.kernels().memory();
  decays_ = shared(decays, memory);
  spans_ = shared(spans, memory);
  begins_ = shared(begins, memory);
}

// Those of one kind side by side become one.
void ArenaUpdate::join_stretches() {
  std::sort(stretches_.begin(), stretches_.end(), [](const Stretch& a, const Stretch& b) {
    return a.in_arena.offset < b.in_arena.offset;
  });
  std::vector<Stretch> joined;
  for (const Stretch& next : stretches_) {
    if (joined.empty() || joined.back().kind != next.kind) {
      joined.push_back(next);
      continue;
    }
    ArenaSpan& before = joined.back().in_arena;
    before.count = next.in_arena.offset + next.in_arena.count - before.offset;
  }
  stretches_ = std::move(joined);
}

void ArenaUpdate::sum_squares(float* totals) const {
  weights_.kernels().sum_squares({weights_.arena().gradients(), spans_.there(), begins_.there(),
                                  static_cast<int>(begins_.size()) - 1, totals});
}

void ArenaUpdate::run(const AdamSteps& steps) const {
  const engine::Arena& arena = weights_.arena();
  for (std::size_t i = 0; i < stretches_.size();) {
    const engine::AdamStep& step = steps[stretches_[i].kind];
    const std::size_t begin = stretches_[i].in_arena.offset;
    std::size_t end = begin;
    for (; i < stretches_.size() && steps[stretches_[i].kind] == step; ++i) {
      end = stretches_[i].in_arena.offset + stretches_[i].in_arena.count;
    }
    weights_.kernels().adam_of_all(
        step,
        {arena.values() + begin, arena.gradients() + begin, arena.first_moments() + begin,
         arena.second_moments() + begin, end - begin},
        decays_.there() + begin / kLanes);
  }
  weights_.derive();
}

}  // namespace bach
