// How near composed suites come to Bach's, by the critic's measures; doc/critic.md tells what for.
// suite_reach FIRST LAST [--OPTION VALUE …]   (seeds, and any options of `bach suite`: --model FILE)
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/compose/options.h"
#include "app/options/config_text.h"
#include "corpus/corpus.h"
#include "critic/composed_suites.h"
#include "critic/report_tables.h"
#include "evaluate/comparison.h"
#include "evaluate/critic_controls.h"

namespace bach {
namespace {

constexpr double kNone = std::numeric_limits<double>::infinity();
constexpr std::size_t kWorst = 12;  // measures told by movement

// What composed suites should reach; bounds are included.
struct Goal {
  std::string_view what;
  double least = -kNone;
  double most = kNone;
  std::string_view aim = {};
};

// Of the medians of the critic's measures.
constexpr std::array kMedianGoals = {
    Goal{"cross relations", -kNone, 1.6},
    Goal{"unresolved non-chord notes", -kNone, 1.4},
    Goal{"non-chord notes leapt both ways", -kNone, 2},
    Goal{"chord bits given two before", -kNone, 3.15},
    Goal{"note bits given the chord", 2.15, 2.4},
    Goal{"roots that fall a fifth", 37},
    Goal{"leading note before A's end", 80},
    Goal{"local keys", 2, 4},
    Goal{"longest literal cycle", -kNone, 2},
    Goal{"sequence bars", 5, 13},
    Goal{"bars whose figure was heard", 24, 42},
    Goal{"melodic grams heard before", 17, 32},
    Goal{"last quarter recalls first", 7},
    Goal{"B opens like A", .7},
    Goal{"bar-rhythm entropy", 2.1, 3},
};
constexpr Goal kAuc = {"AUC", -kNone, .9, " (aim .75)"};
constexpr Goal kSeparation = {"mean separation (Bach's: of chance)", -kNone, .13, " (aim .11)"};
constexpr Goal kLeadingNotes = {"sections A with mostly the leading note, %", 80};
constexpr Goal kLongestCycle = {"longest literal cycle of all, bars", -kNone, 3};
constexpr Goal kLongestShared = {"longest run shared, notes (Bach's: of suites)", -kNone, 15};

std::size_t measure_called(std::string_view name) {
  const auto measures = critic_measures();
  const auto found = std::find_if(measures.begin(), measures.end(),
                                  [&](const CriticMeasure& m) { return m.name == name; });
  if (found == measures.end()) {
    std::fprintf(stderr, "suite_reach: the critic has no measure '%s'\n",
                 std::string(name).c_str());
    std::exit(1);
  }
  return static_cast<std::size_t>(found - measures.begin());
}

std::string number(std::optional<double> value) {
  if (!value) return "-";
  char text[32];
  std::snprintf(text, sizeof text, "%.2f", *value);
  return text;
}

std::string bound(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%g", value);
  return text;
}

std::string wanted(const Goal& goal) {
  std::string text;
  if (goal.most == kNone) {
    text = ">= " + bound(goal.least);
  } else if (goal.least == -kNone) {
    text = "<= " + bound(goal.most);
  } else {
    text = bound(goal.least) + " - " + bound(goal.most);
  }
  return text + std::string(goal.aim);
}

class GoalTable {
 public:
  GoalTable() { std::printf("%-48s %8s %8s  %-18s\n", "", "ours", "Bach's", "goal"); }
  void add(const Goal& goal, const std::string& title, std::optional<double> ours,
           std::optional<double> bach) {
    const bool met = ours && *ours >= goal.least && *ours <= goal.most;
    met_ += met ? 1 : 0;
    ++all_;
    std::printf("%-48s %8s %8s  %-18s %s\n", title.c_str(), number(ours).c_str(),
                number(bach).c_str(), wanted(goal).c_str(), met ? "met" : "not met");
  }
  void add(const Goal& goal, std::optional<double> ours, std::optional<double> bach) {
    add(goal, std::string(goal.what), ours, bach);
  }
  void end() const { std::printf("%d of %d goals met\n", met_, all_); }

 private:
  int met_ = 0;
  int all_ = 0;
};

// Ascending values of one measure.
std::vector<double> values_of(const std::vector<CriticJudgement>& dances, std::size_t measure) {
  std::vector<double> values;
  for (const CriticJudgement& dance : dances) {
    if (dance.values[measure].value) values.push_back(*dance.values[measure].value);
  }
  std::sort(values.begin(), values.end());
  return values;
}

std::optional<double> share_from(const std::vector<double>& values, double least) {
  if (values.empty()) return std::nullopt;
  const auto from = std::lower_bound(values.begin(), values.end(), least);
  return 100 * static_cast<double>(values.end() - from) / static_cast<double>(values.size());
}

std::optional<double> largest(const std::vector<double>& values) {
  if (values.empty()) return std::nullopt;
  return values.back();
}

// Of each of the cello suites with the other five. (The keyboard set has a version of the fifth.)
std::optional<double> longest_shared_by_bach() {
  std::vector<ComparedPiece> pieces;
  for (const Movement& movement : cello_movements()) {
    const Result<Score> score = load_written_movement(movement);
    if (!score) return std::nullopt;
    pieces.push_back(compared_piece(movement.alias, *score, {}));
  }
  std::size_t longest = 0;
  for (int suite = 1; suite <= 6; ++suite) {
    std::vector<ComparedPiece> of_it, others;
    for (const ComparedPiece& piece : pieces) {
      (piece.name.starts_with("cs" + std::to_string(suite)) ? of_it : others).push_back(piece);
    }
    longest = std::max(longest, compare(of_it, others).longest);
  }
  return static_cast<double>(longest);
}

void print_goals(const CriticReport& report, const ComposedSuites& ours) {
  GoalTable table;
  table.add(kAuc, report.auc, std::nullopt);
  if (report.separation) {
    table.add(kSeparation, report.separation->mean, report.separation->chance);
  } else {
    table.add(kSeparation, std::nullopt, std::nullopt);
  }
  for (const Goal& goal : kMedianGoals) {
    const std::size_t m = measure_called(goal.what);
    table.add(goal, measure_title(critic_measures()[m]), report.measures[m].judged,
              report.measures[m].set);
  }
  const std::size_t leading = measure_called("leading note before A's end");
  table.add(kLeadingNotes, share_from(values_of(report.judged, leading), 50),
            share_from(values_of(report.set, leading), 50));
  const std::size_t cycle = measure_called("longest literal cycle");
  table.add(kLongestCycle, largest(values_of(report.judged, cycle)),
            largest(values_of(report.set, cycle)));
  table.add(kLongestShared, static_cast<double>(ours.longest_shared), longest_shared_by_bach());
  table.end();
}

// Those of a kind of movement, from one side of a report.
std::vector<CriticJudgement> of_kind(const std::vector<CriticPiece>& pieces,
                                     const std::vector<CriticJudgement>& judgements,
                                     std::size_t kind) {
  std::vector<CriticJudgement> wanted;
  auto next = judgements.begin();
  for (const CriticPiece& piece : pieces) {
    for (std::size_t d = 0; d < piece.dances.size(); ++d, ++next) {
      if (place_in_suite(piece) == kind) wanted.push_back(*next);
    }
  }
  return wanted;
}

std::string kind_cell(const std::vector<CriticJudgement>& ours,
                      const std::vector<CriticJudgement>& bach, std::size_t measure) {
  std::vector<SidedValue> sided;
  for (const double value : values_of(ours, measure)) sided.push_back({value, true, 0});
  for (const double value : values_of(bach, measure)) sided.push_back({value, false, 0});
  const std::optional<double> auc = auc_of(sided);
  if (!auc) return "-";
  char text[64];
  std::snprintf(text, sizeof text, "%.1f/%.1f %.2f", quantile_of(values_of(ours, measure), 0.5),
                quantile_of(values_of(bach, measure), 0.5), std::abs(2 * *auc - 1));
  return text;
}

// The measures that tell best, split by kind of movement.
void print_worst_by_kind(const CriticReport& report, const std::vector<CriticPiece>& ours,
                         const std::vector<CriticPiece>& bach) {
  static constexpr std::array<const char*, 6> kKinds = {"prelude",   "allemande",  "courante",
                                                        "sarabande", "galanterie", "gigue"};
  std::vector<std::size_t> worst(report.measures.size());
  for (std::size_t m = 0; m < worst.size(); ++m) worst[m] = m;
  std::stable_sort(worst.begin(), worst.end(), [&](std::size_t a, std::size_t b) {
    return report.measures[a].separation.value_or(0) > report.measures[b].separation.value_or(0);
  });
  worst.resize(std::min(worst.size(), kWorst));
  std::printf("\nthe %zu that tell best, by kind: ours/Bach's separation\n%-36s", worst.size(), "");
  for (const char* kind : kKinds) std::printf(" %-16s", kind);
  std::printf("\n");
  for (const std::size_t m : worst) {
    std::printf("%-36s", std::string(critic_measures()[m].name).c_str());
    for (std::size_t kind = 0; kind < kKinds.size(); ++kind) {
      std::printf(" %-16s",
                  kind_cell(of_kind(ours, report.judged, kind), of_kind(bach, report.set, kind), m)
                      .c_str());
    }
    std::printf("\n");
  }
}

// Flags stand alone, all other options have a value.
Result<SuiteRequest> request_of(const std::vector<std::string>& words) {
  const OptionTable<SuiteRequest>& table = suite_options();
  std::string config;
  for (std::size_t k = 0; k < words.size(); ++k) {
    if (!words[k].starts_with("--")) return invalid_argument(words[k], "is no option");
    std::string name = words[k].substr(2);
    std::replace(name.begin(), name.end(), '-', '_');
    const Result<const Option*> option = table.find(name);
    if (!option) return option.error();
    if (name == "seed") return invalid_argument("--seed", "is what FIRST and LAST say");
    const bool flag = (*option)->value.type == OptionType::kFlag;
    if (!flag && k + 1 == words.size()) return invalid_argument(words[k], "needs a value");
    config += name + " = " + (flag ? "true" : words[++k]) + "\n";
  }
  GivenOptions given;
  if (Status read = read_config(config, "options", table, given); !read) {
    return std::move(read).error();
  }
  return table.read(given);
}

int fail(const Error& error) {
  std::fprintf(stderr, "suite_reach: %s\n", error.text().c_str());
  return 1;
}

int run(int first, int last, const std::vector<std::string>& options) {
  const Result<SuiteRequest> request = request_of(options);
  if (!request) return fail(request.error());
  ThreadPool threads(0);
  const Result<ComposedSuites> ours = composed_suites(first, last, *request, threads);
  if (!ours) return fail(ours.error());
  const std::vector<CriticPiece> bach = controls::heard_movements(cello_movements(), threads);
  const CriticReport report = criticise(ours->pieces, bach, threads);
  std::printf("seeds %d to %d: %zu dances of ours, %zu of Bach's; medians a dance\n", first, last,
              report.judged.size(), report.set.size());
  print_goals(report, *ours);
  std::printf("\n");
  print_verdict_heading("");
  print_verdict("suites of the program", report);
  print_measures(report);
  print_worst_by_kind(report, ours->pieces, bach);
  return 0;
}

}  // namespace
}  // namespace bach

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  const int first = words.size() < 2 ? 0 : std::atoi(words[0].c_str());
  const int last = words.size() < 2 ? 0 : std::atoi(words[1].c_str());
  if (first < 1 || last < first) {
    std::fprintf(stderr, "usage: suite_reach FIRST LAST [--OPTION VALUE ...]\n");
    return 2;
  }
  return bach::run(first, last, {words.begin() + 2, words.end()});
}
