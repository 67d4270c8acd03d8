#include "lm/lane_sums.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <utility>

#include "lm/index.h"

namespace bach {

using engine::ArenaSpan;
using engine::kLanes;

namespace {

std::size_t numbers_in(const std::vector<ArenaSpan>& spans) {
  std::size_t numbers = 0;
  for (const ArenaSpan& span : spans) numbers += span.count;
  return numbers;
}

int rows_in(std::size_t count) { return static_cast<int>(count / kLanes); }

}  // namespace

LaneSums::LaneSums(NetworkWeights& weights, ForwardPass& pass, int lanes, int threads, Group& group)
    : weights_(weights),
      own_(lanes_of_rank(lanes, group.rank(), group.size())),
      // Alone there is one node.
      nodes_(nodes_within(lanes, own_)),
      rows_(weights, pass),
      parts_(weight_parts(weights)),
      stages_(weights.lstm().size() + 1) {
  std::size_t largest = 0;
  if (weights.kernels().apart()) {
    // Few and large works: there is nobody to exchange parts with.
    for (const WeightPiece& piece : whole_pieces(weights)) {
      Work work{0, piece, spans_of(weights, piece), 0};
      largest = std::max(largest, numbers_in(work.spans));
      stages_[at(stage_of(weights, piece))].push_back(std::move(work));
    }
    allocate_levels(1, largest);
    return;
  }
  for (std::size_t part = 0; part < parts_.size(); ++part) {
    std::size_t number = 0;
    for (const WeightPiece& piece : parts_[part].pieces) {
      Work work{part, piece, spans_of(weights, piece), number};
      const std::size_t numbers = numbers_in(work.spans);
      number += numbers;
      largest = std::max(largest, numbers);
      stages_[at(parts_[part].stage)].push_back(std::move(work));
    }
  }
  allocate_levels(threads, largest);
  if (group.size() > 1) exchange_ = std::make_unique<PartExchange>(weights, parts_, lanes, group);
}

void LaneSums::allocate_levels(int threads, std::size_t largest) {
  const int levels = static_cast<int>(std::bit_width(static_cast<unsigned>(own_.count())));
  levels_.resize(at(threads));
  for (Levels& each : levels_) {
    for (int level = 0; level < levels; ++level) {
      each.emplace_back(largest, weights_.kernels().memory());
    }
    free_.push_back(&each);
  }
}

LaneSums::Levels* LaneSums::take_levels() {
  const std::lock_guard lock(mutex_);
  Levels* levels = free_.back();
  free_.pop_back();
  return levels;
}

void LaneSums::give_back(Levels* levels) {
  const std::lock_guard lock(mutex_);
  free_.push_back(levels);
}

void LaneSums::run(int stage, const float* d_embedded, ThreadPool& pool) {
  if (exchange_ && stage == 0) exchange_->begin();
  rows_.take(stage, d_embedded, pool);
  const std::vector<Work>& works = stages_[at(stage)];
  const auto sum = [&](int number) {
    Levels* levels = take_levels();
    sum_piece(works[at(number)], *levels);
    give_back(levels);
  };
  const int count = static_cast<int>(works.size());
  if (!weights_.kernels().apart()) return pool.run(count, sum);
  for (int number = 0; number < count; ++number) sum(number);
}

void LaneSums::sum_piece(const Work& work, Levels& levels) {
  for (std::size_t n = 0; n < nodes_.size(); ++n) {
    sum_node(work, nodes_[n], levels);
    if (exchange_) exchange_->put(work.part, n, work.number, work.spans);
  }
  if (exchange_) exchange_->piece_is_put(work.part);
}

// As one counts in binary: a sum of 2^k lanes waits at level k for another one.
void LaneSums::sum_node(const Work& work, LaneRange node, Levels& levels) {
  const engine::Kernels& kernels = weights_.kernels();
  float* gradients = weights_.arena().gradients();
  const auto add = [&](int level) {
    const float* waiting = levels[at(level)].data();
    for (const ArenaSpan& span : work.spans) {
      kernels.copy({waiting, 0, gradients + span.offset, 0, 1, rows_in(span.count), true});
      waiting += span.count;
    }
  };
  const auto keep = [&](int level) {
    float* waiting = levels[at(level)].data();
    for (const ArenaSpan& span : work.spans) {
      kernels.copy({gradients + span.offset, 0, waiting, 0, 1, rows_in(span.count)});
      waiting += span.count;
    }
  };
  const auto count = static_cast<unsigned>(node.count());
  for (unsigned lane = 0; lane < count; ++lane) {
    rows_.gradients(work.piece, node.first - own_.first + static_cast<int>(lane));
    const int full = std::countr_one(lane);
    for (int level = 0; level < full; ++level) add(level);
    if (lane + 1 < count) {
      keep(full);
      continue;
    }
    // The last one: what waits is to its left.
    for (int level = full + 1; lane >> level != 0; ++level) {
      if ((lane >> level & 1) != 0) add(level);
    }
  }
}

}  // namespace bach
