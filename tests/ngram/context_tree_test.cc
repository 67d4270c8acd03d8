#include "ngram/context_tree.h"

#include <gtest/gtest.h>

#include <map>
#include <utility>

#include "base/random.h"

namespace bach {
namespace {

TEST(ContextTree, StartsWithAnEmptyRoot) {
  const ContextTree tree;
  EXPECT_EQ(tree.size(), 1u);
  EXPECT_EQ(tree.followers(ContextTree::kRoot).total, 0u);
  EXPECT_EQ(tree.child(ContextTree::kRoot, 0), ContextTree::kNone);
}

TEST(ContextTree, CountsWhatFollowed) {
  ContextTree tree;
  const auto node = tree.grow(ContextTree::kRoot, 7);
  EXPECT_TRUE(tree.add(node, 3));
  EXPECT_TRUE(tree.add(node, 4));
  EXPECT_FALSE(tree.add(node, 3));
  EXPECT_FALSE(tree.add(node, 3));
  EXPECT_EQ(tree.count(node, 3), 3u);
  EXPECT_EQ(tree.count(node, 4), 1u);
  EXPECT_EQ(tree.count(node, 5), 0u);
  EXPECT_EQ(tree.followers(node).total, 4u);
  EXPECT_EQ(tree.followers(node).distinct, 2u);
  EXPECT_EQ(tree.followers(node).once, 1u);
  EXPECT_EQ(tree.followers(ContextTree::kRoot).total, 0u);
}

TEST(ContextTree, FindsEveryChildItGrew) {
  ContextTree tree;
  const CounterRandom random(1, Purpose::kProgress);
  std::map<std::pair<ContextTree::Node, int>, ContextTree::Node> known;
  for (std::uint32_t step = 0; step < 20000; ++step) {
    const auto nodes = static_cast<std::uint32_t>(tree.size());
    const ContextTree::Node parent = random.below(nodes, step, 0, 0);
    const int symbol = static_cast<int>(random.below(50, step, 1, 0));
    const auto [entry, is_new] = known.try_emplace({parent, symbol}, nodes);
    EXPECT_EQ(tree.child(parent, symbol), is_new ? ContextTree::kNone : entry->second);
    EXPECT_EQ(tree.grow(parent, symbol), entry->second);
  }
  EXPECT_EQ(tree.size(), known.size() + 1);
  for (const auto& [key, node] : known) EXPECT_EQ(tree.child(key.first, key.second), node);
}

}  // namespace
}  // namespace bach
