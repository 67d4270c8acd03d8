#include "ngram/backoff_model.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <numeric>
#include <vector>

#include "base/random.h"

namespace bach {
namespace {

using Sequence = std::vector<int>;

// A sequence in which contexts recur.
Sequence recurring_sequence(std::uint64_t seed, std::size_t size, int symbols) {
  const CounterRandom random(seed, Purpose::kProgress);
  Sequence sequence;
  for (std::uint64_t i = 0; i < size; ++i) {
    const bool copy = i > 20 && random.below(3, i, 0, 0) > 0;
    sequence.push_back(copy ? sequence[static_cast<std::size_t>(i) - 7]
                            : static_cast<int>(random.below(symbols, i, 1, 0)));
  }
  return sequence;
}

// The formula of the header, word by word, with counts kept by whole contexts.
class Reference {
 public:
  explicit Reference(const BackoffOptions& options) : options_(options) {}

  void observe(const Sequence& history, int symbol) {
    for (std::size_t k = longest(history) + 1; k-- > 0;) {
      if (++counts_[Sequence(history.end() - static_cast<std::ptrdiff_t>(k), history.end())]
                   [symbol] > 1) {
        return;
      }
    }
  }

  double probability(const Sequence& history, int symbol) const {
    return of_order(history, symbol, static_cast<int>(longest(history)));
  }

 private:
  std::size_t longest(const Sequence& history) const {
    return std::min(history.size(), static_cast<std::size_t>(options_.context));
  }

  double of_order(const Sequence& history, int symbol, int k) const {
    if (k < 0) return 1.0 / options_.symbols;
    const double shorter = of_order(history, symbol, k - 1);
    const auto found = counts_.find(Sequence(history.end() - k, history.end()));
    if (found == counts_.end()) return shorter;
    double total = 0, given_down = 0, own = 0;
    for (const auto& [follower, count] : found->second) {
      total += count;
      given_down += std::min<double>(count, options_.discount);
      if (follower == symbol) own = std::max(0.0, count - options_.discount);
    }
    return (own + given_down * shorter) / total;
  }

  BackoffOptions options_;
  std::map<Sequence, std::map<int, int>> counts_;
};

class BackoffModelTest : public testing::TestWithParam<double> {};

TEST_P(BackoffModelTest, IsTheFormula) {
  const BackoffOptions options{.symbols = 9, .context = 4, .discount = GetParam()};
  BackoffModel model(options);
  Reference reference(options);
  const Sequence sequence = recurring_sequence(1, 300, 9);
  for (std::size_t i = 0; i < sequence.size(); ++i) {
    const std::span<const int> history(sequence.data(), i);
    const Sequence copy(history.begin(), history.end());
    for (int symbol = 0; symbol < 9; ++symbol) {
      ASSERT_NEAR(model.probability(history, symbol), reference.probability(copy, symbol), 1e-12);
    }
    model.observe(history, sequence[i]);
    reference.observe(copy, sequence[i]);
  }
}

TEST_P(BackoffModelTest, GivesEverySymbolAShareAndAllOfThemOne) {
  BackoffModel model({.symbols = 30, .context = 6, .discount = GetParam()});
  const Sequence sequence = recurring_sequence(2, 2000, 12);
  model.learn(sequence);
  std::vector<double> all(30);
  for (std::size_t i = 0; i < 200; ++i) {
    const Sequence strange = recurring_sequence(i, 10, 30);
    for (const std::span<const int> history :
         {std::span<const int>(sequence).first(i * 7), std::span<const int>(strange)}) {
      model.probabilities(history, all);
      EXPECT_NEAR(std::accumulate(all.begin(), all.end(), 0.0), 1.0, 1e-12);
      for (int symbol = 0; symbol < 30; ++symbol) {
        EXPECT_GT(all[static_cast<std::size_t>(symbol)], 0);
        EXPECT_NEAR(model.probability(history, symbol), all[static_cast<std::size_t>(symbol)],
                    1e-13);
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Discounts, BackoffModelTest, testing::Values(0.5, 0.9, 1.0, 1.2, 1.5));

TEST(BackoffModel, FallsBackOnWhatTheCallerSays) {
  BackoffModel model({.symbols = 4, .context = 2, .discount = 0.9});
  const Sequence sequence = recurring_sequence(4, 60, 3);
  model.learn(sequence);
  const std::vector<double> before = {0.1, 0.2, 0.3, 0.4};
  for (std::size_t i = 0; i < sequence.size(); ++i) {
    const std::span<const int> history = std::span<const int>(sequence).first(i);
    std::vector<double> shares = before;
    model.refine(history, shares);
    EXPECT_NEAR(std::accumulate(shares.begin(), shares.end(), 0.0), 1.0, 1e-12);
    for (int symbol = 0; symbol < 4; ++symbol) {
      const auto k = static_cast<std::size_t>(symbol);
      EXPECT_NEAR(model.probability(history, symbol, before[k]), shares[k], 1e-13);
    }
    // Of what was never met there is what the uniform distribution gives, in proportion.
    EXPECT_NEAR(shares[3], model.probability(history, 3) * 0.4 / 0.25, 1e-13);
  }
  EXPECT_EQ(BackoffModel({.symbols = 4}).probability({}, 2, 0.7), 0.7);
}

TEST(BackoffModel, WithoutLearningIsUniform) {
  const BackoffModel model({.symbols = 79});
  EXPECT_DOUBLE_EQ(model.probability(Sequence{1, 2, 3}, 5), 1.0 / 79);
}

TEST(BackoffModel, LearnsWhatComesAgain) {
  BackoffModel model({.symbols = 10, .context = 3, .discount = 0.9});
  Sequence scale;
  for (int i = 0; i < 100; ++i) scale.push_back(i % 10);
  model.learn(scale);
  EXPECT_GT(model.probability(Sequence{1, 2, 3}, 4), 0.8);
  EXPECT_LT(model.probability(Sequence{1, 2, 3}, 5), 0.05);
}

TEST(BackoffModel, DiscountAboveOneLetsAContextMetOnceTellTheShorterOnly) {
  BackoffModel model({.symbols = 4, .context = 1, .discount = 1.5});
  model.learn(Sequence{0, 1});
  // After 0 came 1, once: all of it is handed to the empty context, which knows 0 and 1 once each
  // and hands that on as well.
  EXPECT_DOUBLE_EQ(model.probability(Sequence{0}, 1), 0.25);
}

TEST(BackoffModel, LearningAPieceIsObservingItsNotes) {
  const Sequence sequence = recurring_sequence(3, 500, 6);
  BackoffModel learned({.symbols = 6});
  BackoffModel observed({.symbols = 6});
  learned.learn(sequence);
  for (std::size_t i = 0; i < sequence.size(); ++i) {
    observed.observe(std::span<const int>(sequence).first(i), sequence[i]);
  }
  for (int symbol = 0; symbol < 6; ++symbol) {
    EXPECT_EQ(learned.probability(sequence, symbol), observed.probability(sequence, symbol));
  }
}

}  // namespace
}  // namespace bach
