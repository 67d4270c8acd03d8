#include "lm/lane_sums.h"

#include <algorithm>
#include <bit>
#include <cstddef>

#include "lm/index.h"

namespace bach {

using engine::AlignedFloats;
using engine::ArenaSpan;
using engine::kLanes;

namespace {

std::size_t size_of(const std::vector<ArenaSpan>& spans) {
  std::size_t size = 0;
  for (const ArenaSpan& span : spans) size += span.count;
  return size;
}

int rows_in(std::size_t count) { return static_cast<int>(count / kLanes); }

}  // namespace

LaneSums::LaneSums(NetworkWeights& weights, ForwardPass& pass, int lanes, Group& group)
    : weights_(weights),
      group_(group),
      lanes_(lanes),
      own_(lanes_of_rank(lanes, group.rank(), group.size())),
      rows_(weights, pass) {
  const std::size_t numbers = weights.arena().size(), ranks = at(group.size());
  const std::size_t units = numbers / kLanes;
  for (std::size_t rank = 0; rank < ranks; ++rank) {
    const int number = static_cast<int>(rank);
    nodes_.push_back(nodes_within(lanes, lanes_of_rank(lanes, number, group.size())));
    all_nodes_.insert(all_nodes_.end(), nodes_.back().begin(), nodes_.back().end());
    slices_.push_back(units * rank / ranks * kLanes);
  }
  slices_.push_back(numbers);
  if (ranks == 1) return;
  const std::size_t own = at(group.rank());
  if (nodes_[own].size() > 1) sent_ = AlignedFloats(numbers * nodes_[own].size());
  if (weights.kernels().apart()) sums_ = AlignedFloats(numbers);
  received_ = AlignedFloats((slices_[own + 1] - slices_[own]) * all_nodes_.size());
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

void LaneSums::run(std::span<const WeightPiece> pieces, const float* d_embedded, ThreadPool& pool) {
  if (spans_.empty()) {
    std::size_t largest = 0;
    for (const WeightPiece& piece : pieces) {
      spans_.push_back(spans_of(weights_, piece));
      largest = std::max(largest, size_of(spans_.back()));
    }
    const int levels = std::bit_width(static_cast<unsigned>(own_.count()));
    levels_.resize(at(pool.threads()));
    for (Levels& each : levels_) {
      for (int level = 0; level < levels; ++level) {
        each.emplace_back(largest, weights_.kernels().memory());
      }
      free_.push_back(&each);
    }
  }
  rows_.take(d_embedded, pool);
  const auto sum = [&](int number) {
    Levels* levels = take_levels();
    sum_piece(pieces[at(number)], spans_[at(number)], *levels);
    give_back(levels);
  };
  const int count = static_cast<int>(pieces.size());
  if (!weights_.kernels().apart()) {
    pool.run(count, sum);
  } else {
    for (int number = 0; number < count; ++number) sum(number);
  }
  if (group_.size() > 1) exchange(pool);
}

void LaneSums::read(std::size_t first, std::size_t count, float* to) const {
  const float* from = weights_.arena().gradients() + first;
  if (engine::FloatMemory* memory = weights_.kernels().memory()) {
    memory->read(from, to, count);
  } else {
    std::copy_n(from, count, to);
  }
}

void LaneSums::sum_piece(const WeightPiece& piece, const Spans& spans, Levels& levels) {
  const std::vector<LaneRange>& nodes = nodes_[at(group_.rank())];
  for (std::size_t n = 0; n < nodes.size(); ++n) {
    sum_node(piece, spans, nodes[n], levels);
    if (nodes.size() == 1 || group_.size() == 1) continue;
    // To where each slice of the node's sums is sent from.
    for (const ArenaSpan& span : spans) {
      for (std::size_t rank = 0; rank + 1 < slices_.size(); ++rank) {
        const std::size_t first = std::max(span.offset, slices_[rank]);
        const std::size_t end = std::min(span.offset + span.count, slices_[rank + 1]);
        if (first >= end) continue;
        const std::size_t slice = slices_[rank + 1] - slices_[rank];
        read(first, end - first,
             sent_.data() + slices_[rank] * nodes.size() + n * slice + first - slices_[rank]);
      }
    }
  }
}

// As one counts in binary: a sum of 2^k lanes waits at level k for another one.
void LaneSums::sum_node(const WeightPiece& piece, const Spans& spans, LaneRange node,
                        Levels& levels) {
  const engine::Kernels& kernels = weights_.kernels();
  float* gradients = weights_.arena().gradients();
  const auto add = [&](int level) {
    const float* waiting = levels[at(level)].data();
    for (const ArenaSpan& span : spans) {
      kernels.copy({waiting, 0, gradients + span.offset, 0, 1, rows_in(span.count), true});
      waiting += span.count;
    }
  };
  const auto keep = [&](int level) {
    float* waiting = levels[at(level)].data();
    for (const ArenaSpan& span : spans) {
      kernels.copy({gradients + span.offset, 0, waiting, 0, 1, rows_in(span.count)});
      waiting += span.count;
    }
  };
  const auto count = static_cast<unsigned>(node.count());
  for (unsigned lane = 0; lane < count; ++lane) {
    rows_.gradients(piece, node.first - own_.first + static_cast<int>(lane));
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

float* LaneSums::add_nodes(LaneRange node, std::size_t& next, std::size_t first,
                           std::size_t count) {
  const std::size_t own = at(group_.rank()), slice = slices_[own + 1] - slices_[own];
  if (all_nodes_[next] == node) return received_.data() + next++ * slice + first;
  const int middle = split_of(node);
  float* left = add_nodes({node.first, middle}, next, first, count);
  const float* right = add_nodes({middle, node.end}, next, first, count);
  for (std::size_t i = 0; i < count; ++i) left[i] += right[i];
  return left;
}

// What is sent lies in this process's own memory, where MPI may reach it.
void LaneSums::exchange(ThreadPool& pool) {
  const std::size_t ranks = nodes_.size(), own = at(group_.rank());
  const std::size_t numbers = weights_.arena().size(), slice = slices_[own + 1] - slices_[own];
  std::vector<std::size_t> to(ranks), from(ranks), slices(ranks);
  for (std::size_t rank = 0; rank < ranks; ++rank) {
    slices[rank] = slices_[rank + 1] - slices_[rank];
    to[rank] = slices[rank] * nodes_[own].size();
    from[rank] = slice * nodes_[rank].size();
  }
  engine::FloatMemory* memory = weights_.kernels().memory();
  float* sums = memory == nullptr ? weights_.arena().gradients() : sums_.data();
  const bool several = nodes_[own].size() > 1;
  if (memory != nullptr && !several) read(0, numbers, sums);
  group_.exchange({several ? sent_.data() : sums, several ? sent_.size() : numbers}, to,
                  {received_.data(), received_.size()}, from);
  constexpr std::size_t kChunk = 4096;
  pool.run(static_cast<int>((slice + kChunk - 1) / kChunk), [&](int chunk) {
    const std::size_t first = at(chunk) * kChunk, count = std::min(kChunk, slice - first);
    std::size_t next = 0;
    const float* sum = add_nodes({0, lanes_}, next, first, count);
    std::copy_n(sum, count, sums + slices_[own] + first);
  });
  group_.collect({sums, numbers}, slices);
  if (memory != nullptr) memory->write(sums, weights_.arena().gradients(), numbers);
}

}  // namespace bach
