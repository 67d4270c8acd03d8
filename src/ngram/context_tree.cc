#include "ngram/context_tree.h"

#include <utility>

namespace bach {

ContextTree::ContextTree() : nodes_(1), slots_(16) {}

std::uint32_t ContextTree::count(Node node, int symbol) const {
  const auto wanted = static_cast<std::uint32_t>(symbol);
  for (std::uint32_t k = nodes_[node].first; k != kNone; k = counts_[k].next) {
    if (counts_[k].symbol == wanted) return counts_[k].count;
  }
  return 0;
}

ContextTree::Node ContextTree::child(Node node, int symbol) const {
  return slots_[slot_of(node, static_cast<std::uint32_t>(symbol))].node;
}

ContextTree::Node ContextTree::grow(Node node, int symbol) {
  const auto key = static_cast<std::uint32_t>(symbol);
  std::size_t at = slot_of(node, key);
  if (slots_[at].node != kNone) return slots_[at].node;
  if (2 * nodes_.size() >= slots_.size()) {
    widen();
    at = slot_of(node, key);
  }
  const auto made = static_cast<Node>(nodes_.size());
  slots_[at] = {node, key, made};
  nodes_.emplace_back();
  return made;
}

bool ContextTree::add(Node node, int symbol) {
  const auto key = static_cast<std::uint32_t>(symbol);
  NodeData& data = nodes_[node];
  ++data.followers.total;
  for (std::uint32_t k = data.first; k != kNone; k = counts_[k].next) {
    if (counts_[k].symbol != key) continue;
    if (counts_[k].count == 1) --data.followers.once;
    ++counts_[k].count;
    return false;
  }
  counts_.push_back({key, 1, data.first});
  data.first = static_cast<std::uint32_t>(counts_.size() - 1);
  ++data.followers.distinct;
  ++data.followers.once;
  return true;
}

std::size_t ContextTree::slot_of(Node parent, std::uint32_t symbol) const {
  // The finaliser of MurmurHash3 (Appleby, public domain) over both numbers.
  std::uint64_t hash = (std::uint64_t{parent} << 32) | symbol;
  hash = (hash ^ (hash >> 33)) * 0xFF51AFD7ED558CCDu;
  hash = (hash ^ (hash >> 33)) * 0xC4CEB9FE1A85EC53u;
  hash ^= hash >> 33;
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = static_cast<std::size_t>(hash) & mask;
  while (slots_[at].node != kNone && (slots_[at].parent != parent || slots_[at].symbol != symbol)) {
    at = (at + 1) & mask;
  }
  return at;
}

void ContextTree::widen() {
  const std::vector<Slot> old = std::exchange(slots_, std::vector<Slot>(2 * slots_.size()));
  for (const Slot& slot : old) {
    if (slot.node != kNone) slots_[slot_of(slot.parent, slot.symbol)] = slot;
  }
}

}  // namespace bach
