#include "lm/part_exchange.h"

#include <algorithm>

#include "lm/index.h"

namespace bach {

PartExchange::PartExchange(NetworkWeights& weights, const std::vector<WeightPart>& parts, int lanes,
                           Group& group)
    : weights_(weights),
      parts_(parts),
      lanes_(lanes),
      group_(group),
      to_come_(2 * parts.size()),
      jobs_([this](int job) { do_job(job); }, group.any_thread()) {
  for (int rank = 0; rank < group.size(); ++rank) {
    nodes_.push_back(nodes_within(lanes, lanes_of_rank(lanes, rank, group.size())));
    all_nodes_.insert(all_nodes_.end(), nodes_.back().begin(), nodes_.back().end());
  }
  std::size_t largest = 0;
  for (std::size_t part = 0; part < parts.size(); ++part) {
    sent_.emplace_back(parts[part].numbers * nodes_[at(group.rank())].size());
    largest = std::max(largest, slice(part, group.rank()).count());
  }
  received_ = engine::AlignedFloats(largest * all_nodes_.size());
}

PartRange PartExchange::slice(std::size_t part, int rank) const {
  return slice_of_rank(parts_[part], rank, group_.size());
}

ChunkRange PartExchange::own_chunks(std::size_t part) const {
  return chunks_of_rank(parts_[part], group_.rank(), group_.size());
}

void PartExchange::begin() {
  jobs_.begin(static_cast<int>(2 * parts_.size()));
  for (std::size_t part = 0; part < parts_.size(); ++part) {
    to_come_[part] = parts_[part].pieces.size();
    to_come_[parts_.size() + part] = own_chunks(part).count();
  }
}

void PartExchange::put(std::size_t part, std::size_t node, std::size_t number,
                       const std::vector<engine::ArenaSpan>& spans) {
  const std::size_t nodes = nodes_[at(group_.rank())].size();
  for (const engine::ArenaSpan& span : spans) {
    const float* from = weights_.arena().gradients() + span.offset;
    for (int rank = 0; rank < group_.size(); ++rank) {
      const PartRange theirs = slice(part, rank);
      const std::size_t first = std::max(number, theirs.first);
      const std::size_t end = std::min(number + span.count, theirs.end);
      if (first >= end) continue;
      float* to = sent_[part].data() + theirs.first * nodes + node * theirs.count();
      std::copy_n(from + (first - number), end - first, to + (first - theirs.first));
    }
    number += span.count;
  }
}

void PartExchange::piece_is_put(std::size_t part) {
  if (to_come_[part].fetch_sub(1) == 1) jobs_.release(static_cast<int>(part));
}

void PartExchange::wait_for_sums() { jobs_.wait(static_cast<int>(parts_.size()) - 1); }

void PartExchange::begin_weights() {
  // Of a part that it has no chunk of a process waits for nothing before it hears of it.
  for (std::size_t part = 0; part < parts_.size(); ++part) {
    if (own_chunks(part).count() == 0) jobs_.release(static_cast<int>(parts_.size() + part));
  }
}

void PartExchange::chunk_is_stepped(std::size_t part) {
  const std::size_t job = parts_.size() + part;
  if (to_come_[job].fetch_sub(1) == 1) jobs_.release(static_cast<int>(job));
}

void PartExchange::wait_for_weights(std::size_t part) {
  jobs_.wait(static_cast<int>(parts_.size() + part));
}

void PartExchange::do_job(int job) {
  const std::size_t number = at(job);
  return number < parts_.size() ? add_up(number)
                                : share_part(number - parts_.size(), weights_.arena().values());
}

float* PartExchange::add_nodes(LaneRange node, std::size_t& next, std::size_t slice,
                               std::size_t first, std::size_t count) {
  if (all_nodes_[next] == node) return received_.data() + next++ * slice + first;
  const int middle = split_of(node);
  float* left = add_nodes({node.first, middle}, next, slice, first, count);
  const float* right = add_nodes({middle, node.end}, next, slice, first, count);
  for (std::size_t i = 0; i < count; ++i) left[i] += right[i];
  return left;
}

void PartExchange::add_up(std::size_t part) {
  const std::size_t nodes = nodes_[at(group_.rank())].size();
  const PartRange own = slice(part, group_.rank());
  std::vector<std::size_t> to, from;
  for (int rank = 0; rank < group_.size(); ++rank) {
    to.push_back(slice(part, rank).count() * nodes);
    from.push_back(own.count() * nodes_[at(rank)].size());
  }
  group_.exchange({sent_[part].data(), parts_[part].numbers * nodes}, to,
                  {received_.data(), own.count() * all_nodes_.size()}, from);
  float* gradients = weights_.arena().gradients();
  visit_spans(parts_[part], own, [&](const WeightSpan& span, std::size_t number) {
    // So many at a time that they stay in the cache on their way through the tree.
    constexpr std::size_t kAtOnce = 4096;
    for (std::size_t done = 0; done < span.in_arena.count; done += kAtOnce) {
      const std::size_t count = std::min(kAtOnce, span.in_arena.count - done);
      std::size_t next = 0;
      const float* sum = add_nodes({0, lanes_}, next, own.count(), number + done, count);
      std::copy_n(sum, count, gradients + span.in_arena.offset + done);
    }
  });
}

void PartExchange::share_part(std::size_t part, float* array) {
  float* all = sent_[part].data();
  const PartRange own = slice(part, group_.rank());
  visit_spans(parts_[part], own, [&](const WeightSpan& span, std::size_t number) {
    std::copy_n(array + span.in_arena.offset, span.in_arena.count, all + own.first + number);
  });
  std::vector<std::size_t> counts;
  for (int rank = 0; rank < group_.size(); ++rank) counts.push_back(slice(part, rank).count());
  group_.collect({all, parts_[part].numbers}, counts);
  for (const PartRange others :
       {PartRange{0, own.first}, PartRange{own.end, parts_[part].numbers}}) {
    visit_spans(parts_[part], others, [&](const WeightSpan& span, std::size_t number) {
      std::copy_n(all + others.first + number, span.in_arena.count, array + span.in_arena.offset);
    });
  }
}

void PartExchange::share(float* array) {
  for (std::size_t part = 0; part < parts_.size(); ++part) share_part(part, array);
}

std::vector<float> PartExchange::of_all_chunks(std::span<const float> own) {
  std::vector<std::size_t> counts(at(group_.size()));
  std::size_t all = 0, before = 0;
  for (int rank = 0; rank < group_.size(); ++rank) {
    for (const WeightPart& part : parts_) {
      counts[at(rank)] += chunks_of_rank(part, rank, group_.size()).count();
    }
    all += counts[at(rank)];
    if (rank < group_.rank()) before += counts[at(rank)];
  }
  std::vector<float> by_rank(all);
  std::copy(own.begin(), own.end(), by_rank.begin() + static_cast<std::ptrdiff_t>(before));
  group_.collect(by_rank, counts);
  std::vector<std::size_t> next(at(group_.size()));  // of each rank's, in by_rank
  for (std::size_t rank = 1; rank < next.size(); ++rank) {
    next[rank] = next[rank - 1] + counts[rank - 1];
  }
  std::vector<float> ordered;
  for (const WeightPart& part : parts_) {
    for (int rank = 0; rank < group_.size(); ++rank) {
      std::size_t& from = next[at(rank)];
      const std::size_t count = chunks_of_rank(part, rank, group_.size()).count();
      ordered.insert(ordered.end(), by_rank.begin() + static_cast<std::ptrdiff_t>(from),
                     by_rank.begin() + static_cast<std::ptrdiff_t>(from + count));
      from += count;
    }
  }
  return ordered;
}

}  // namespace bach
