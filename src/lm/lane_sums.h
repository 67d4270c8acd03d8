// Gradients added up lane by lane in one tree (ranks/lane_tree.h), so that the lanes may lie with as
// many processes as one likes: the sum has the same bits.
#pragma once

#include <mutex>
#include <span>
#include <vector>

#include "base/thread_pool.h"
#include "lm/lane_rows.h"
#include "ranks/group.h"
#include "ranks/lane_tree.h"

namespace bach {

class LaneSums {
 public:
  // Of `lanes` lanes those of this process go through `pass`. All must outlive this.
  LaneSums(NetworkWeights& weights, ForwardPass& pass, int lanes, Group& group);

  // After the way back: the arena's gradients become those of all lanes of all processes, `pieces`
  // being all there are, of recurrent weights before LstmLayer::scale_dropped().
  void run(std::span<const WeightPiece> pieces, const float* d_embedded, ThreadPool& pool);

 private:
  using Spans = std::vector<engine::ArenaSpan>;
  // Room for the sums of a piece that wait for their right halves.
  using Levels = std::vector<engine::AlignedFloats>;

  void sum_piece(const WeightPiece& piece, const Spans& spans, Levels& levels);
  void sum_node(const WeightPiece& piece, const Spans& spans, LaneRange node, Levels& levels);
  // Of the arena's gradients.
  void read(std::size_t first, std::size_t count, float* to) const;
  void exchange(ThreadPool& pool);
  float* add_nodes(LaneRange node, std::size_t& next, std::size_t first, std::size_t count);
  Levels* take_levels();
  void give_back(Levels* levels);

  NetworkWeights& weights_;
  Group& group_;
  int lanes_;
  LaneRange own_;
  LaneRows rows_;
  std::vector<Spans> spans_;  // of each piece

  // What each process has: nodes of the tree. Their sums go, cut into slices, to the processes that
  // add up the slices.
  std::vector<std::vector<LaneRange>> nodes_;  // of each rank
  std::vector<LaneRange> all_nodes_;           // one after the other
  std::vector<std::size_t> slices_;            // where each rank's begins, and the end
  engine::AlignedFloats sent_;      // [rank][own nodes][slice], if there are several nodes
  engine::AlignedFloats sums_;      // where the arena is a device's: what is exchanged
  engine::AlignedFloats received_;  // [all nodes][own slice]

  std::mutex mutex_;
  std::vector<Levels> levels_;  // one each thread
  std::vector<Levels*> free_;
};

}  // namespace bach
