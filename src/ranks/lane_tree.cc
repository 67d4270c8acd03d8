#include "ranks/lane_tree.h"

#include <bit>
#include <cstdint>

namespace bach {
namespace {

void add_nodes(LaneRange node, LaneRange range, std::vector<LaneRange>& nodes) {
  if (node.end <= range.first || range.end <= node.first) return;
  if (range.first <= node.first && node.end <= range.end) {
    nodes.push_back(node);
    return;
  }
  const int middle = split_of(node);
  add_nodes({node.first, middle}, range, nodes);
  add_nodes({middle, node.end}, range, nodes);
}

}  // namespace

LaneRange lanes_of_rank(int lanes, int rank, int size) {
  const auto begin = [&](std::int64_t of) { return static_cast<int>(lanes * of / size); };
  return {begin(rank), begin(rank + 1)};
}

int split_of(LaneRange node) {
  return node.first + static_cast<int>(std::bit_floor(static_cast<unsigned>(node.count() - 1)));
}

std::vector<LaneRange> nodes_within(int lanes, LaneRange range) {
  std::vector<LaneRange> nodes;
  add_nodes({0, lanes}, range, nodes);
  return nodes;
}

}  // namespace bach
