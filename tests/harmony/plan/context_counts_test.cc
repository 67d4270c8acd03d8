// Counts in contexts, against the definition.
#include "harmony/plan/context_counts.h"

#include <gtest/gtest.h>

#include <array>
#include <map>
#include <set>
#include <vector>

#include "base/draws.h"

namespace bach {
namespace {

struct Event {
  std::array<std::uint64_t, 3> contexts;
  int outcome;
};

std::vector<Event> random_events(int count, int outcomes, std::uint32_t which) {
  Draws draws(5, Purpose::kProgress, which);
  std::vector<Event> events;
  for (int i = 0; i < count; ++i) {
    const std::uint64_t a = draws.below(7);
    // Numbers far apart and all ones: any number is a context.
    const std::uint64_t b = ~std::uint64_t{0} - 1000 * draws.below(40);
    events.push_back(
        {{0, a, a * 0x100000001ULL ^ b},
         static_cast<int>(draws.below(static_cast<std::uint32_t>(outcomes)) / (1 + a % 3))});
  }
  return events;
}

// The formula, word by word.
double plain_probability(const std::vector<Event>& seen, const std::vector<double>& discounts,
                         const Event& asked, int outcomes) {
  double p = 1.0 / outcomes;
  for (std::size_t level = 0; level < discounts.size(); ++level) {
    double all = 0;
    double these = 0;
    std::set<int> distinct;
    for (const Event& each : seen) {
      if (each.contexts[level] != asked.contexts[level]) continue;
      ++all;
      these += each.outcome == asked.outcome ? 1 : 0;
      distinct.insert(each.outcome);
    }
    if (all == 0) continue;
    const double t = discounts[level] * static_cast<double>(distinct.size());
    p = (these + t * p) / (all + t);
  }
  return p;
}

TEST(ContextCounts, AreTheFormula) {
  constexpr int kOutcomes = 9;
  const std::vector<double> discounts = {1, 0.5, 4};
  const std::vector<Event> events = random_events(600, kOutcomes, 1);
  ContextCounts counts(kOutcomes, discounts);
  for (const Event& each : events) counts.add(each.contexts, each.outcome);
  for (const Event& each : random_events(200, kOutcomes, 2)) {
    std::array<double, kOutcomes> all{};
    counts.distribution(each.contexts, all);
    double sum = 0;
    for (const double p : all) {
      EXPECT_GT(p, 0);
      sum += p;
    }
    EXPECT_NEAR(sum, 1, 1e-12);
    EXPECT_NEAR(all[each.outcome], plain_probability(events, discounts, each, kOutcomes), 1e-12);
    EXPECT_EQ(counts.probability(each.contexts, each.outcome), all[each.outcome]);
  }
}

TEST(ContextCounts, DoNotDependOnTheOrder) {
  std::vector<Event> events = random_events(500, 6, 3);
  ContextCounts forward(6, {1, 1, 1});
  ContextCounts backward(6, {1, 1, 1});
  for (const Event& each : events) forward.add(each.contexts, each.outcome);
  for (auto each = events.rbegin(); each != events.rend(); ++each) {
    backward.add(each->contexts, each->outcome);
  }
  for (const Event& each : events) {
    EXPECT_EQ(forward.probability(each.contexts, each.outcome),
              backward.probability(each.contexts, each.outcome));
  }
}

TEST(ContextCounts, WithoutCountsAreUniform) {
  const ContextCounts counts(4, {1, 2});
  const std::array<std::uint64_t, 2> contexts = {1, 2};
  EXPECT_EQ(counts.probability(contexts, 3), 0.25);
}

TEST(ContextCounts, WeighCounts) {
  ContextCounts once(3, {2});
  ContextCounts at_once(3, {2});
  const std::array<std::uint64_t, 1> context = {7};
  for (int k = 0; k < 5; ++k) once.add(context, 1);
  at_once.add(context, 1, 5);
  EXPECT_EQ(once.probability(context, 1), at_once.probability(context, 1));
  EXPECT_EQ(at_once.probability(context, 1), (5 + 2.0 / 3) / 7);
}

TEST(PackedContext, TellsNumbersApart) {
  std::set<std::uint64_t> all;
  for (int a = 0; a < 5; ++a) {
    for (int b = 0; b < 7; ++b) all.insert(PackedContext().with(a, 5).with(b, 7));
  }
  EXPECT_EQ(all.size(), 35U);
}

}  // namespace
}  // namespace bach
