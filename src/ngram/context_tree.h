// Counts of what followed each context, contexts of every length up to some longest one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace bach {

// A tree of contexts: the root is the empty one, a node's child by symbol s is that context with s
// in front of it (one step further into the past). Each node counts the symbols that followed its
// context. Symbols are 0 … 2^31 − 1. Nodes and counts are numbered in the order they came up, so
// equal input gives equal trees. Reading is safe from many threads.
class ContextTree {
 public:
  using Node = std::uint32_t;
  static constexpr Node kRoot = 0;
  static constexpr Node kNone = 0xFFFFFFFF;

  struct Followers {
    std::uint32_t total = 0;     // sum of the counts
    std::uint32_t distinct = 0;  // symbols with a count
    std::uint32_t once = 0;      // symbols with a count of one
  };

  ContextTree();

  std::size_t size() const { return nodes_.size(); }
  const Followers& followers(Node node) const { return nodes_[node].followers; }

  // How often `symbol` followed.
  std::uint32_t count(Node node, int symbol) const;

  // Calls each(symbol, count) for every symbol that followed.
  template <typename Each>
  void each_follower(Node node, Each&& each) const {
    for (std::uint32_t k = nodes_[node].first; k != kNone; k = counts_[k].next) {
      each(static_cast<int>(counts_[k].symbol), counts_[k].count);
    }
  }

  // kNone when there is no such child.
  Node child(Node node, int symbol) const;
  // The child, made when there is none.
  Node grow(Node node, int symbol);

  // Counts one more `symbol`; whether it is the first.
  bool add(Node node, int symbol);

 private:
  struct NodeData {
    Followers followers;
    std::uint32_t first = kNone;  // of its counts
  };
  struct Count {
    std::uint32_t symbol;
    std::uint32_t count;
    std::uint32_t next;
  };
  struct Slot {
    std::uint32_t parent = 0;
    std::uint32_t symbol = 0;
    Node node = kNone;  // kNone: the slot is free
  };

  // Where (parent, symbol) stands in slots_, or the free slot it would take.
  std::size_t slot_of(Node parent, std::uint32_t symbol) const;
  void widen();

  std::vector<NodeData> nodes_;
  std::vector<Count> counts_;
  std::vector<Slot> slots_;  // open addressing, a power of two, at most half full
};

}  // namespace bach
