// What processes that share a training step tell one another of weights and gradients, part by part
// (lm/weight_part.h), on a thread of its own beside what the others do: each adds up its slices of
// the gradients of all lanes, steps the weights there, and tells all the others.
#pragma once

#include <atomic>
#include <cstddef>
#include <span>
#include <vector>

#include "base/ordered_jobs.h"
#include "lm/weight_part.h"
#include "ranks/group.h"
#include "ranks/lane_tree.h"

namespace bach {

// A step of all processes: begin(); put() and piece_is_put() of all pieces, parts in any order;
// wait_for_sums(); begin_weights(); chunk_is_stepped() of all own chunks in any order;
// wait_for_weights() of the parts in order. The group belongs to this from begin() to the end of
// wait_for_sums(), and again from begin_weights() to the last wait_for_weights().
class PartExchange {
 public:
  // Of kernels of this processor. All must outlive this.
  PartExchange(NetworkWeights& weights, const std::vector<WeightPart>& parts, int lanes,
               Group& group);

  void begin();
  // Takes the sums of this process's node `node` of the tree over lanes, out of the arena's gradients:
  // those in `spans`, the first of which is the part's number `number`. From any thread.
  void put(std::size_t part, std::size_t node, std::size_t number,
           const std::vector<engine::ArenaSpan>& spans);
  // All nodes of one more piece are.
  void piece_is_put(std::size_t part);
  // Then the arena's gradients of this process's slices are the sums over all lanes.
  void wait_for_sums();

  ChunkRange own_chunks(std::size_t part) const;
  void begin_weights();
  // The weights of one more own chunk have changed. From any thread.
  void chunk_is_stepped(std::size_t part);
  // Then the arena has the part's weights of all processes.
  void wait_for_weights(std::size_t part);

  // Numbers of this process's chunks, part by part, become those of all chunks in order of parts and chunks.
  std::vector<float> of_all_chunks(std::span<const float> own);
  // An array of the arena of which each process has its slices: then all have all.
  void share(float* array);

 private:
  void do_job(int job);
  void add_up(std::size_t part);
  void share_part(std::size_t part, float* array);
  PartRange slice(std::size_t part, int rank) const;
  float* add_nodes(LaneRange node, std::size_t& next, std::size_t slice, std::size_t first,
                   std::size_t count);

  NetworkWeights& weights_;
  const std::vector<WeightPart>& parts_;
  int lanes_;
  Group& group_;
  std::vector<std::vector<LaneRange>> nodes_;  // of each rank
  std::vector<LaneRange> all_nodes_;           // one after the other
  // Of each part: [rank][own nodes][slice of the rank]; then the part's weights.
  std::vector<engine::AlignedFloats> sent_;
  engine::AlignedFloats received_;                 // [all nodes][own slice]
  std::vector<std::atomic<std::size_t>> to_come_;  // pieces of each part, then own chunks
  OrderedJobs jobs_;                               // sums of each part, then its weights
};

}  // namespace bach
