// The one order in which what lanes have is added up, whoever has which of them: a tree over lanes
// 0 … n − 1 whose every node of more than one lane is split so that its left part has the largest
// power of two of lanes that is less than all.
#pragma once

#include <vector>

namespace bach {

struct LaneRange {
  int first = 0;
  int end = 0;  // one behind the last

  int count() const { return end - first; }
  bool operator==(const LaneRange&) const = default;
};

// The lanes of `rank` of `size` processes: in order, as many for each as can be.
LaneRange lanes_of_rank(int lanes, int rank, int size);

// Where a node of more than one lane is split.
int split_of(LaneRange node);

// The largest nodes of the tree over `lanes` lanes that lie within `range`, in order.
std::vector<LaneRange> nodes_within(int lanes, LaneRange range);

}  // namespace bach
