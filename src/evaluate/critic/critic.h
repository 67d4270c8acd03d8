// Pieces held against a set, measure by measure, as a musician would: what is usual there, what is
// not, and where. doc/critic.md has all of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/thread_pool.h"
#include "evaluate/critic/dance.h"
#include "evaluate/critic/measures.h"
#include "evaluate/critic/statistics.h"

namespace bach {

struct CriticPiece {
  std::string name;
  std::string suite;  // see suite_names()
  std::vector<CriticDance> dances;
};

struct WorstBar {
  std::int64_t bar = 0;  // as musicians count
  int count = 0;         // of events in it, > 0

  bool operator==(const WorstBar&) const = default;
};

struct CriticValue {
  std::optional<double> value;       // none: the measure does not apply
  bool outside = false;              // of the set's 10–90 %
  std::vector<WorstBar> worst_bars;  // of counted events, those with most first; three at most

  bool operator==(const CriticValue&) const = default;
};

struct CriticJudgement {
  std::string name;  // of the dance
  std::string suite;
  std::size_t notes = 0;
  std::size_t bars = 0;
  std::vector<CriticValue> values;  // of critic_measures(), one each
  // Of the classifier that saw nothing of its fold: above 0 more like the judged.
  std::optional<double> score;

  bool operator==(const CriticJudgement&) const = default;
};

struct MeasureSummary {
  std::optional<double> judged;      // median of the dances it applies to
  std::optional<double> set;         // likewise
  std::optional<Interval> range;     // the set's 10–90 %; none for fewer than five values
  bool outside = false;              // the judged median
  std::optional<double> separation;  // 2·|AUC − ½| of this measure alone
  bool above = false;                // whether the judged have the higher values then

  bool operator==(const MeasureSummary&) const = default;
};

struct CriticReport {
  std::vector<CriticJudgement> judged;   // in the order given
  std::vector<CriticJudgement> set;      // likewise
  std::vector<MeasureSummary> measures;  // of critic_measures(), one each
  std::size_t judged_suites = 0;
  std::size_t set_suites = 0;

  // Below: none unless both sides have ten dances and two suites.
  std::string no_classifier;  // then why, in one line
  std::optional<double> auc;
  std::optional<Interval> auc_interval;
  std::vector<std::optional<double>> group_auc;  // of the measures of each MeasureGroup
  std::optional<MeanSeparation> separation;

  bool operator==(const CriticReport&) const = default;
};

inline constexpr std::size_t kFewestForClassifier = 10;  // dances on each side
inline constexpr std::size_t kFewestForRange = 5;        // values of the set
inline constexpr std::size_t kWorstBars = 3;

// Requires a dance on each side and two pieces in the set. The same for any number of threads.
CriticReport criticise(std::span<const CriticPiece> judged, std::span<const CriticPiece> set,
                       ThreadPool& threads);

// The measures (of critic_measures()) a dance has outside the set's range, those furthest first, in
// widths of the range.
std::vector<std::size_t> measures_outside(const CriticJudgement& dance, const CriticReport& report);

}  // namespace bach
