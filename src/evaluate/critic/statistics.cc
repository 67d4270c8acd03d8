#include "evaluate/critic/statistics.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "base/random.h"

namespace bach {
namespace {

constexpr std::uint64_t kStatisticsSeed = 42;
constexpr int kDraws = 2000;
constexpr int kDeals = 500;
// Steps of Purpose::kEvaluate: what its numbers are for.
constexpr std::uint64_t kDrawStep = 0;
constexpr std::uint64_t kDealStep = 1;

// Suites of a side, numbered from 0.
int suites_of(std::span<const SidedValue> values, bool judged) {
  int suites = 0;
  for (const SidedValue& value : values) {
    if (value.judged == judged) suites = std::max(suites, value.suite + 1);
  }
  return suites;
}

// How often each of `suites` comes in a draw of as many.
std::vector<int> draw_suites(int suites, std::uint32_t draw, std::uint32_t side) {
  const CounterRandom random(kStatisticsSeed, Purpose::kEvaluate);
  std::vector<int> times(static_cast<std::size_t>(suites), 0);
  for (int i = 0; i < suites; ++i) {
    const auto unit = 2 * static_cast<std::uint32_t>(i) + side;
    ++times[random.below(static_cast<std::uint32_t>(suites), kDrawStep, draw, unit)];
  }
  return times;
}

// One measure's pieces by value, with equal ones in runs, ready for many divisions into two sides.
class RankedMeasure {
 public:
  explicit RankedMeasure(const std::vector<std::optional<double>>& values) {
    for (std::size_t p = 0; p < values.size(); ++p) {
      if (values[p]) pieces_.push_back(p);
    }
    std::stable_sort(pieces_.begin(), pieces_.end(),
                     [&](std::size_t a, std::size_t b) { return *values[a] < *values[b]; });
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
      if (i == 0 || *values[pieces_[i]] != *values[pieces_[i - 1]]) begins_.push_back(i);
    }
    begins_.push_back(pieces_.size());
  }

  std::optional<double> auc(const std::vector<char>& judged) const {
    double wins = 0;  // pairs in which the judged piece is above, ties half
    double ours = 0;
    double theirs = 0;
    for (std::size_t r = 0; r + 1 < begins_.size(); ++r) {
      double tied_ours = 0;
      double tied_theirs = 0;
      for (std::size_t i = begins_[r]; i < begins_[r + 1]; ++i) {
        (judged[pieces_[i]] != 0 ? tied_ours : tied_theirs) += 1;
      }
      wins += tied_ours * (theirs + tied_theirs / 2);
      ours += tied_ours;
      theirs += tied_theirs;
    }
    if (ours == 0 || theirs == 0) return std::nullopt;
    return wins / (ours * theirs);
  }

 private:
  std::vector<std::size_t> pieces_;
  std::vector<std::size_t> begins_;
};

double mean_over(const std::vector<RankedMeasure>& measures, const std::vector<char>& judged) {
  double sum = 0;
  int count = 0;
  for (const RankedMeasure& measure : measures) {
    const std::optional<double> auc = measure.auc(judged);
    if (!auc) continue;
    sum += 2 * std::abs(*auc - 0.5);
    ++count;
  }
  return count == 0 ? 0 : sum / count;
}

}  // namespace

double quantile_of(std::span<const double> sorted, double share) {
  const double place = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  if (below + 1 >= sorted.size()) return sorted.back();
  const double part = place - static_cast<double>(below);
  return sorted[below] + part * (sorted[below + 1] - sorted[below]);
}

std::optional<double> auc_of(std::span<const SidedValue> values) {
  std::vector<std::optional<double>> plain;
  std::vector<char> judged;
  for (const SidedValue& value : values) {
    plain.emplace_back(value.value);
    judged.push_back(value.judged ? 1 : 0);
  }
  return RankedMeasure(plain).auc(judged);
}

std::optional<Interval> auc_interval(std::span<const SidedValue> values) {
  const int ours = suites_of(values, true);
  const int theirs = suites_of(values, false);
  if (ours < 2 || theirs < 2) return std::nullopt;
  const auto cells = static_cast<std::size_t>(ours) * static_cast<std::size_t>(theirs);
  std::vector<double> wins(cells, 0);
  std::vector<double> pairs(cells, 0);
  for (const SidedValue& a : values) {
    if (!a.judged) continue;
    for (const SidedValue& b : values) {
      if (b.judged) continue;
      const std::size_t cell =
          static_cast<std::size_t>(a.suite) * static_cast<std::size_t>(theirs) +
          static_cast<std::size_t>(b.suite);
      wins[cell] += a.value > b.value ? 1 : a.value == b.value ? 0.5 : 0;
      pairs[cell] += 1;
    }
  }
  std::vector<double> drawn;
  for (std::uint32_t draw = 0; draw < kDraws; ++draw) {
    const std::vector<int> times = draw_suites(ours, draw, 0);
    const std::vector<int> times_of_theirs = draw_suites(theirs, draw, 1);
    double won = 0;
    double all = 0;
    std::size_t cell = 0;
    for (const int a : times) {
      for (const int b : times_of_theirs) {
        won += a * b * wins[cell];
        all += a * b * pairs[cell];
        ++cell;
      }
    }
    if (all > 0) drawn.push_back(won / all);
  }
  if (drawn.empty()) return std::nullopt;
  std::sort(drawn.begin(), drawn.end());
  return Interval{quantile_of(drawn, 0.025), quantile_of(drawn, 0.975)};
}

std::optional<double> separation_of(const MeasureTable& table, std::size_t measure) {
  const std::optional<double> auc = RankedMeasure(table.values[measure]).auc(table.judged);
  if (!auc) return std::nullopt;
  return 2 * std::abs(*auc - 0.5);
}

MeanSeparation mean_separation(const MeasureTable& table) {
  std::vector<RankedMeasure> measures;
  measures.reserve(table.values.size());
  for (const auto& values : table.values) measures.emplace_back(values);
  MeanSeparation found;
  found.mean = mean_over(measures, table.judged);

  // The suites of both sides in one row, the set's first.
  int set_suites = 0;
  int judged_suites = 0;
  for (std::size_t p = 0; p < table.judged.size(); ++p) {
    int& suites = table.judged[p] != 0 ? judged_suites : set_suites;
    suites = std::max(suites, table.suite[p] + 1);
  }
  const CounterRandom random(kStatisticsSeed, Purpose::kEvaluate);
  std::vector<double> dealt;
  for (std::uint32_t deal = 0; deal < kDeals; ++deal) {
    std::vector<char> side(static_cast<std::size_t>(set_suites + judged_suites), 0);
    std::fill(side.begin() + set_suites, side.end(), 1);
    for (std::size_t i = side.size(); i > 1; --i) {
      const auto other = random.below(static_cast<std::uint32_t>(i), kDealStep, deal,
                                      static_cast<std::uint32_t>(i));
      std::swap(side[i - 1], side[other]);
    }
    std::vector<char> judged(table.judged.size());
    for (std::size_t p = 0; p < judged.size(); ++p) {
      const int suite = table.suite[p] + (table.judged[p] != 0 ? set_suites : 0);
      judged[p] = side[static_cast<std::size_t>(suite)];
    }
    dealt.push_back(mean_over(measures, judged));
  }
  std::sort(dealt.begin(), dealt.end());
  double sum = 0;
  for (const double value : dealt) sum += value;
  found.chance = sum / static_cast<double>(dealt.size());
  found.chance_high = quantile_of(dealt, 0.95);
  return found;
}

}  // namespace bach
