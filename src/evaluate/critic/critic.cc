#include "evaluate/critic/critic.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "evaluate/critic/logistic.h"
#include "evaluate/critic/reference.h"
#include "evaluate/critic/suites.h"

namespace bach {
namespace {

// A dance on its way through the measures.
struct Entry {
  const CriticDance* dance = nullptr;
  bool judged = false;
  int suite = 0;            // within its side
  int fold = 0;             // held out with
  bool of_one_fold = true;  // asks the reference that left out its fold; else all of them
  std::vector<Measured> measured;
};

// Of pieces that are all of one suite, each stands alone.
std::vector<std::string> suites_on_side(std::span<const CriticPiece> pieces) {
  std::vector<std::string> suites;
  for (const CriticPiece& piece : pieces) suites.push_back(piece.suite);
  if (std::set<std::string>(suites.begin(), suites.end()).size() == 1) {
    for (std::size_t p = 0; p < pieces.size(); ++p) suites[p] = pieces[p].name;
  }
  return suites;
}

// The set's dances first.
std::vector<Entry> entries_of(std::span<const CriticPiece> judged, std::span<const CriticPiece> set,
                              const SuiteFolds& dealt) {
  std::vector<Entry> entries;
  for (std::size_t p = 0; p < set.size(); ++p) {
    for (const CriticDance& dance : set[p].dances) {
      entries.push_back({&dance, false, dealt.set_suite[p], dealt.set_fold[p], true, {}});
    }
  }
  for (std::size_t p = 0; p < judged.size(); ++p) {
    for (const CriticDance& dance : judged[p].dances) {
      entries.push_back({&dance,
                         true,
                         dealt.judged_suite[p],
                         dealt.judged_fold[p],
                         dealt.judged_shares[p] != 0,
                         {}});
    }
  }
  return entries;
}

// The mean over the references that may be asked.
Measured measured_by_references(const CriticMeasure& measure, const Entry& entry,
                                const std::vector<ReferenceStatistics>& references) {
  if (entry.of_one_fold) {
    return measure.measure(*entry.dance, references[static_cast<std::size_t>(entry.fold)]);
  }
  Measured mean;
  double sum = 0;
  for (const ReferenceStatistics& reference : references) {
    mean = measure.measure(*entry.dance, reference);
    if (!mean.value) return mean;
    sum += *mean.value;
  }
  mean.value = sum / static_cast<double>(references.size());
  return mean;
}

void measure_all(std::vector<Entry>& entries, int folds, ThreadPool& threads) {
  // What the set leads to expect where one fold of it is left out.
  std::vector<ReferenceStatistics> references(static_cast<std::size_t>(folds));
  threads.run(folds, [&](int fold) {
    for (const Entry& entry : entries) {
      if (!entry.judged && entry.fold != fold) {
        references[static_cast<std::size_t>(fold)].learn(*entry.dance);
      }
    }
  });
  threads.run(static_cast<int>(entries.size()), [&](int e) {
    Entry& entry = entries[static_cast<std::size_t>(e)];
    for (const CriticMeasure& measure : critic_measures()) {
      entry.measured.push_back(measure.of_reference
                                   ? measured_by_references(measure, entry, references)
                                   : measure.measure(*entry.dance, references.front()));
    }
  });
}

std::vector<WorstBar> worst_bars(const CriticDance& dance, const std::vector<int>& bars) {
  std::map<std::int64_t, int> counts;
  for (const int bar : bars) ++counts[dance.bar_numbers[static_cast<std::size_t>(bar)]];
  std::vector<WorstBar> worst;
  for (const auto& [bar, count] : counts) worst.push_back({bar, count});
  std::stable_sort(worst.begin(), worst.end(),
                   [](const WorstBar& a, const WorstBar& b) { return a.count > b.count; });
  if (worst.size() > kWorstBars) worst.resize(kWorstBars);
  return worst;
}

// Ascending values of one measure on one side.
std::vector<double> sorted_values(const std::vector<Entry>& entries, bool judged, std::size_t m) {
  std::vector<double> values;
  for (const Entry& entry : entries) {
    if (entry.judged == judged && entry.measured[m].value) {
      values.push_back(*entry.measured[m].value);
    }
  }
  std::sort(values.begin(), values.end());
  return values;
}

bool is_outside(double value, const std::optional<Interval>& range) {
  return range && (value < range->low || value > range->high);
}

MeasureSummary summary_of(const std::vector<Entry>& entries, std::size_t m) {
  const std::vector<double> ours = sorted_values(entries, true, m);
  const std::vector<double> theirs = sorted_values(entries, false, m);
  MeasureSummary summary;
  if (!ours.empty()) summary.judged = quantile_of(ours, 0.5);
  if (!theirs.empty()) summary.set = quantile_of(theirs, 0.5);
  if (theirs.size() >= kFewestForRange) {
    summary.range = Interval{quantile_of(theirs, 0.1), quantile_of(theirs, 0.9)};
  }
  summary.outside = summary.judged && is_outside(*summary.judged, summary.range);
  return summary;
}

CriticJudgement judgement_of(const Entry& entry, const std::string& suite,
                             const std::vector<MeasureSummary>& measures) {
  CriticJudgement judgement{
      entry.dance->name, suite, entry.dance->notes.size(), entry.dance->form.bars.size(), {}, {}};
  for (std::size_t m = 0; m < measures.size(); ++m) {
    CriticValue value;
    value.value = entry.measured[m].value;
    value.outside = value.value && is_outside(*value.value, measures[m].range);
    value.worst_bars = worst_bars(*entry.dance, entry.measured[m].bars);
    judgement.values.push_back(std::move(value));
  }
  return judgement;
}

// The AUC over held-out scores of a classifier that sees the measures `wanted`.
std::vector<SidedValue> classified(const std::vector<Entry>& entries,
                                   const std::vector<std::size_t>& wanted,
                                   std::vector<std::optional<double>>& scores) {
  std::vector<MeasureRow> rows;
  std::vector<int> folds;
  for (const Entry& entry : entries) {
    MeasureRow row;
    for (const std::size_t m : wanted) row.push_back(entry.measured[m].value);
    rows.push_back(std::move(row));
    folds.push_back(entry.fold);
  }
  std::vector<LabelledRow> labelled;
  for (std::size_t e = 0; e < entries.size(); ++e) {
    labelled.push_back({&rows[e], entries[e].judged});
  }
  scores = held_out_scores(labelled, folds);
  std::vector<SidedValue> sided;
  for (std::size_t e = 0; e < entries.size(); ++e) {
    if (scores[e]) sided.push_back({*scores[e], entries[e].judged, entries[e].suite});
  }
  return sided;
}

void classify(const std::vector<Entry>& entries, ThreadPool& threads, CriticReport& report) {
  const std::span<const CriticMeasure> measures = critic_measures();
  // All measures, then those of each group.
  std::vector<std::vector<std::size_t>> wanted(1 + kMeasureGroups);
  MeasureTable table;
  for (std::size_t m = 0; m < measures.size(); ++m) {
    wanted[0].push_back(m);
    wanted[1 + static_cast<std::size_t>(measures[m].group)].push_back(m);
    table.values.emplace_back();
    for (const Entry& entry : entries) table.values.back().push_back(entry.measured[m].value);
  }
  for (const Entry& entry : entries) {
    table.judged.push_back(entry.judged ? 1 : 0);
    table.suite.push_back(entry.suite);
  }

  std::vector<std::vector<SidedValue>> sided(wanted.size());
  std::vector<std::vector<std::optional<double>>> scores(wanted.size());
  const int tasks = static_cast<int>(wanted.size()) + 1;
  threads.run(tasks, [&](int task) {
    if (task + 1 == tasks) {
      report.separation = mean_separation(table);
      return;
    }
    const auto k = static_cast<std::size_t>(task);
    sided[k] = classified(entries, wanted[k], scores[k]);
  });

  report.auc = auc_of(sided[0]);
  report.auc_interval = auc_interval(sided[0]);
  for (std::size_t group = 1; group < wanted.size(); ++group) {
    report.group_auc.push_back(auc_of(sided[group]));
  }
  std::size_t e = 0;
  for (CriticJudgement& judgement : report.set) judgement.score = scores[0][e++];
  for (CriticJudgement& judgement : report.judged) judgement.score = scores[0][e++];
  for (std::size_t m = 0; m < measures.size(); ++m) {
    std::vector<SidedValue> values;
    for (const Entry& entry : entries) {
      if (entry.measured[m].value) {
        values.push_back({*entry.measured[m].value, entry.judged, entry.suite});
      }
    }
    const std::optional<double> auc = auc_of(values);
    report.measures[m].separation = separation_of(table, m);
    report.measures[m].above = auc && *auc > 0.5;
  }
}

std::string too_few_line(const CriticReport& report) {
  const auto few = [](std::size_t dances, std::size_t suites, const std::string& who) {
    if (dances < kFewestForClassifier) {
      return "no classifier: " + std::to_string(dances) + (dances == 1 ? " dance" : " dances") +
             " among " + who + ", at least " + std::to_string(kFewestForClassifier) +
             " are needed on each side";
    }
    if (suites < 2) return "no classifier: only one suite or piece among " + who;
    return std::string();
  };
  std::string line = few(report.judged.size(), report.judged_suites, "the judged");
  if (line.empty()) line = few(report.set.size(), report.set_suites, "the set");
  return line;
}

}  // namespace

CriticReport criticise(std::span<const CriticPiece> judged, std::span<const CriticPiece> set,
                       ThreadPool& threads) {
  const std::vector<std::string> judged_suites = suites_on_side(judged);
  const std::vector<std::string> set_suites = suites_on_side(set);
  const SuiteFolds dealt = deal_suites(set_suites, judged_suites);
  std::vector<Entry> entries = entries_of(judged, set, dealt);
  measure_all(entries, dealt.folds, threads);

  CriticReport report;
  report.judged_suites = std::set<int>(dealt.judged_suite.begin(), dealt.judged_suite.end()).size();
  report.set_suites = std::set<int>(dealt.set_suite.begin(), dealt.set_suite.end()).size();
  for (std::size_t m = 0; m < critic_measures().size(); ++m) {
    report.measures.push_back(summary_of(entries, m));
  }
  std::size_t e = 0;
  for (std::size_t p = 0; p < set.size(); ++p) {
    for (std::size_t d = 0; d < set[p].dances.size(); ++d) {
      report.set.push_back(judgement_of(entries[e++], set_suites[p], report.measures));
    }
  }
  for (std::size_t p = 0; p < judged.size(); ++p) {
    for (std::size_t d = 0; d < judged[p].dances.size(); ++d) {
      report.judged.push_back(judgement_of(entries[e++], judged_suites[p], report.measures));
    }
  }
  report.no_classifier = too_few_line(report);
  if (report.no_classifier.empty()) classify(entries, threads, report);
  return report;
}

std::vector<std::size_t> measures_outside(const CriticJudgement& dance,
                                          const CriticReport& report) {
  std::vector<std::pair<double, std::size_t>> found;
  for (std::size_t m = 0; m < dance.values.size(); ++m) {
    if (!dance.values[m].outside) continue;
    const Interval& range = *report.measures[m].range;
    const double value = *dance.values[m].value;
    const double beyond = value > range.high ? value - range.high : range.low - value;
    // Where all of the set are alike there is no width.
    found.emplace_back(range.high > range.low ? beyond / (range.high - range.low) : 1, m);
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<std::size_t> measures;
  for (const auto& [beyond, m] : found) measures.push_back(m);
  return measures;
}

}  // namespace bach
