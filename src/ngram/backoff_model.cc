#include "ngram/backoff_model.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace bach {

BackoffModel::BackoffModel(const BackoffOptions& options) : options_(options) {}

template <typename Visit>
void BackoffModel::walk(std::span<const int> history, Visit&& visit) const {
  ContextTree::Node node = ContextTree::kRoot;
  const std::size_t longest = std::min(history.size(), static_cast<std::size_t>(options_.context));
  for (std::size_t k = 0;; ++k) {
    visit(node);
    if (k == longest) return;
    node = tree_.child(node, history[history.size() - 1 - k]);
    if (node == ContextTree::kNone) return;
  }
}

double BackoffModel::discounted(const ContextTree::Followers& followers) const {
  // Counts are whole numbers and d < 2: only those of one can be less than d.
  return std::min(1.0, options_.discount) * followers.once +
         options_.discount * (followers.distinct - followers.once);
}

void BackoffModel::learn(std::span<const int> sequence) {
  for (std::size_t i = 0; i < sequence.size(); ++i) observe(sequence.first(i), sequence[i]);
}

void BackoffModel::observe(std::span<const int> history, int symbol) {
  const std::size_t longest = std::min(history.size(), static_cast<std::size_t>(options_.context));
  std::vector<ContextTree::Node> path{ContextTree::kRoot};
  for (std::size_t k = 0; k < longest; ++k) {
    path.push_back(tree_.grow(path.back(), history[history.size() - 1 - k]));
  }
  for (std::size_t k = path.size(); k-- > 0;) {
    if (!tree_.add(path[k], symbol)) break;
  }
}

double BackoffModel::probability(std::span<const int> history, int symbol) const {
  return probability(history, symbol, 1.0 / options_.symbols);
}

double BackoffModel::probability(std::span<const int> history, int symbol, double before) const {
  double probability = before;
  walk(history, [&](ContextTree::Node node) {
    const ContextTree::Followers& followers = tree_.followers(node);
    if (followers.total == 0) return;
    const double kept = std::max(0.0, tree_.count(node, symbol) - options_.discount);
    probability = (kept + discounted(followers) * probability) / followers.total;
  });
  return probability;
}

void BackoffModel::probabilities(std::span<const int> history, std::span<double> out) const {
  std::fill(out.begin(), out.end(), 1.0 / options_.symbols);
  refine(history, out);
}

void BackoffModel::refine(std::span<const int> history, std::span<double> shares) const {
  walk(history, [&](ContextTree::Node node) {
    const ContextTree::Followers& followers = tree_.followers(node);
    if (followers.total == 0) return;
    const double down = discounted(followers) / followers.total;
    for (double& probability : shares) probability *= down;
    tree_.each_follower(node, [&](int symbol, std::uint32_t count) {
      const double kept = std::max(0.0, count - options_.discount);
      shares[static_cast<std::size_t>(symbol)] += kept / followers.total;
    });
  });
}

}  // namespace bach
