// Gradients added up lane by lane in one tree (ranks/lane_tree.h), so that the lanes may lie with as
// many processes as one likes: the sum has the same bits.
#pragma once

#include <memory>
#include <mutex>
#include <span>
#include <vector>

#include "base/thread_pool.h"
#include "lm/lane_rows.h"
#include "lm/part_exchange.h"
#include "lm/weight_part.h"
#include "ranks/group.h"
#include "ranks/lane_tree.h"

namespace bach {

class LaneSums {
 public:
  // Of `lanes` lanes those of this process go through `pass`. All must outlive this.
  LaneSums(NetworkWeights& weights, ForwardPass& pass, int lanes, int threads, Group& group);

  const std::vector<WeightPart>& parts() const { return parts_; }
  // Null where there is no other process.
  PartExchange* exchange() { return exchange_.get(); }

  // Stage 0 when the heads have been gone back through, stage l after the l-th layer from the top:
  // the arena's gradients of the stage's parts become those of all lanes of this process; where there are
  // others, their sums are on the way to those who add them up. Of recurrent weights before LstmLayer::scale_dropped().
  void run(int stage, const float* d_embedded, ThreadPool& pool);

 private:
  struct Work {
    std::size_t part;
    WeightPiece piece;
    std::vector<engine::ArenaSpan> spans;
    std::size_t number;  // of the piece's first number within the part
  };
  // Room for the sums of a piece that wait for their right halves.
  using Levels = std::vector<engine::AlignedFloats>;

  // Room for so many threads, for pieces of at most `largest` numbers.
  void allocate_levels(int threads, std::size_t largest);
  void sum_piece(const Work& work, Levels& levels);
  void sum_node(const Work& work, LaneRange node, Levels& levels);
  Levels* take_levels();
  void give_back(Levels* levels);

  NetworkWeights& weights_;
  LaneRange own_;
  std::vector<LaneRange> nodes_;  // of the tree, that this process has
  LaneRows rows_;
  std::vector<WeightPart> parts_;
  std::vector<std::vector<Work>> stages_;
  std::unique_ptr<PartExchange> exchange_;

  std::mutex mutex_;
  std::vector<Levels> levels_;  // one each thread
  std::vector<Levels*> free_;
};

}  // namespace bach
