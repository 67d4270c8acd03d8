#include "cli/critic_output.h"

#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "base/number_text.h"

namespace bach::cli {
namespace {

using Json = nlohmann::ordered_json;

// Dances of which each outside value gets a line; of more, each dance gets one.
constexpr std::size_t kDancesInFull = 12;
constexpr std::size_t kNamedMeasures = 3;
constexpr double kTellingSeparation = 0.5;

std::string value_text(const std::optional<double>& value, int decimals) {
  return value ? fixed_text(*value, decimals) : "-";
}

std::string range_text(const std::optional<Interval>& range, int decimals) {
  return range ? fixed_text(range->low, decimals) + " - " + fixed_text(range->high, decimals) : "-";
}

// "+" above the range, "-" below, " " within.
const char* mark_of(double value, const std::optional<Interval>& range) {
  if (!range || (value >= range->low && value <= range->high)) return " ";
  return value > range->high ? "+" : "-";
}

void print_measures(const CriticReport& report) {
  std::printf("%-56s %9s %9s %15s %5s\n", "MEASURE BY MEASURE", "THESE", "THE SET", "10 - 90 %",
              "SEP");
  const std::span<const CriticMeasure> measures = critic_measures();
  for (std::size_t m = 0; m < measures.size(); ++m) {
    const CriticMeasure& measure = measures[m];
    const MeasureSummary& found = report.measures[m];
    if (m == 0 || measures[m - 1].group != measure.group) {
      std::printf("%s\n", std::string(group_name(measure.group)).c_str());
    }
    std::printf("  %-52s %9s %s %9s %15s %5s\n", measure_title(measure).c_str(),
                value_text(found.judged, measure.decimals).c_str(),
                found.judged ? mark_of(*found.judged, found.range) : " ",
                value_text(found.set, measure.decimals).c_str(),
                range_text(found.range, measure.decimals).c_str(),
                value_text(found.separation, 2).c_str());
  }
}

// "cross relations 4.90 (usual: 0.02 to 3.50)"
std::string outside_text(const CriticJudgement& dance, const CriticReport& report, std::size_t m) {
  const CriticMeasure& measure = critic_measures()[m];
  const Interval& range = *report.measures[m].range;
  return std::string(measure.name) + " " + fixed_text(*dance.values[m].value, measure.decimals) +
         " (usual: " + fixed_text(range.low, measure.decimals) + " to " +
         fixed_text(range.high, measure.decimals) + ")";
}

// ", bars 3 (4), 17 (2), 21"; nothing where no events are counted.
std::string bars_text(const std::vector<WorstBar>& bars) {
  std::string text;
  for (const WorstBar& bar : bars) {
    text += (text.empty() ? "" : ", ") + std::to_string(bar.bar);
    if (bar.count > 1) text += " (" + std::to_string(bar.count) + ")";
  }
  if (text.empty()) return text;
  return (bars.size() == 1 ? ", bar " : ", bars ") + text;
}

void print_in_full(const CriticJudgement& dance, const CriticReport& report) {
  const std::vector<std::size_t> outside = measures_outside(dance, report);
  std::printf("%s, %zu notes, %zu bars: %zu outside%s\n", dance.name.c_str(), dance.notes,
              dance.bars, outside.size(), outside.empty() ? "" : ":");
  for (const std::size_t m : outside) {
    std::printf("  %s%s\n", outside_text(dance, report, m).c_str(),
                bars_text(dance.values[m].worst_bars).c_str());
  }
}

void print_in_a_line(const CriticJudgement& dance, const CriticReport& report) {
  const std::vector<std::size_t> outside = measures_outside(dance, report);
  std::string most;
  for (std::size_t i = 0; i < outside.size() && i < kNamedMeasures; ++i) {
    most += (i == 0 ? "" : "; ") + outside_text(dance, report, outside[i]) +
            bars_text(dance.values[outside[i]].worst_bars);
  }
  std::printf("%-28s %5zu %5zu %7zu  %s\n", dance.name.c_str(), dance.notes, dance.bars,
              outside.size(), most.c_str());
}

void print_dances(const CriticReport& report) {
  if (report.set.size() < kFewestForRange) {
    std::printf("\nno ranges: %s in the set, at least %zu are needed\n",
                count_text(report.set.size(), "dance").c_str(), kFewestForRange);
    return;
  }
  const bool in_full = report.judged.size() <= kDancesInFull;
  std::printf("\nDANCE BY DANCE: what is outside the set's 10 - 90 %%, and in which bars most\n");
  if (!in_full) std::printf("%-28s %5s %5s %7s\n", "", "NOTES", "BARS", "OUTSIDE");
  for (const CriticJudgement& dance : report.judged) {
    if (in_full) {
      print_in_full(dance, report);
    } else {
      print_in_a_line(dance, report);
    }
  }
}

void print_classifier(const CriticReport& report) {
  std::printf("\nALL TOGETHER\n");
  if (!report.no_classifier.empty()) {
    std::printf("%s\n", report.no_classifier.c_str());
    return;
  }
  std::printf("told from the set: AUC %s", value_text(report.auc, 3).c_str());
  if (report.auc_interval) {
    std::printf(" (95 %%: %.2f - %.2f)", report.auc_interval->low, report.auc_interval->high);
  }
  std::printf(" over %s and %s; 0.5 is a guess\n  by group:",
              count_text(report.judged_suites, "suite").c_str(),
              count_text(report.set_suites, "suite").c_str());
  for (std::size_t group = 0; group < report.group_auc.size(); ++group) {
    std::printf("%s %s %s", group == 0 ? "" : ",",
                std::string(group_name(static_cast<MeasureGroup>(group))).c_str(),
                value_text(report.group_auc[group], 2).c_str());
  }
  std::printf("\nmean separation: %.3f; by chance %.3f, in one case in twenty above %.3f\n",
              report.separation->mean, report.separation->chance, report.separation->chance_high);
  std::vector<std::size_t> telling;
  for (std::size_t m = 0; m < report.measures.size(); ++m) {
    const std::optional<double>& separation = report.measures[m].separation;
    if (separation && *separation >= kTellingSeparation) telling.push_back(m);
  }
  std::stable_sort(telling.begin(), telling.end(), [&](std::size_t a, std::size_t b) {
    return *report.measures[a].separation > *report.measures[b].separation;
  });
  if (telling.empty()) return;
  std::printf("what gives them away:");
  for (std::size_t i = 0; i < telling.size(); ++i) {
    const std::size_t m = telling[i];
    std::printf("%s %s %s (%.2f)", i == 0 ? "" : ",", report.measures[m].above ? "more" : "less",
                std::string(critic_measures()[m].name).c_str(), *report.measures[m].separation);
  }
  std::printf("\n");
}

template <typename T>
Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json();
}

Json interval_json(const std::optional<Interval>& interval) {
  return interval ? Json::array({interval->low, interval->high}) : Json();
}

Json dance_json(const CriticJudgement& dance) {
  Json json;
  json["name"] = dance.name;
  json["suite"] = dance.suite;
  json["notes"] = dance.notes;
  json["bars"] = dance.bars;
  json["score"] = or_null(dance.score);
  for (std::size_t m = 0; m < dance.values.size(); ++m) {
    const CriticValue& value = dance.values[m];
    Json one;
    one["value"] = or_null(value.value);
    one["outside"] = value.outside;
    one["bars"] = Json::array();
    for (const WorstBar& bar : value.worst_bars) {
      one["bars"].push_back({{"bar", bar.bar}, {"count", bar.count}});
    }
    json["measures"][std::string(critic_measures()[m].name)] = std::move(one);
  }
  return json;
}

Json measure_json(const CriticMeasure& measure, const MeasureSummary& found) {
  Json json;
  json["name"] = measure.name;
  json["group"] = group_name(measure.group);
  json["unit"] = measure.unit;
  json["description"] = measure.description;
  json["these"] = or_null(found.judged);
  json["set"] = or_null(found.set);
  json["range"] = interval_json(found.range);
  json["outside"] = found.outside;
  json["separation"] = or_null(found.separation);
  json["above"] = found.separation ? Json(found.above) : Json();
  return json;
}

}  // namespace

void print_critic(const CriticReport& report) {
  std::printf("%s against %s; + above, - below the set's range\n\n",
              count_text(report.judged.size(), "dance").c_str(),
              count_text(report.set.size(), "dance").c_str());
  print_measures(report);
  print_dances(report);
  print_classifier(report);
}

nlohmann::ordered_json critic_json(const CriticReport& report) {
  Json json;
  json["suites"] = report.judged_suites;
  json["set_suites"] = report.set_suites;
  json["auc"] = or_null(report.auc);
  json["auc_interval"] = interval_json(report.auc_interval);
  json["no_classifier"] = report.no_classifier.empty() ? Json() : Json(report.no_classifier);
  json["group_auc"] = Json::object();
  for (std::size_t group = 0; group < report.group_auc.size(); ++group) {
    json["group_auc"][std::string(group_name(static_cast<MeasureGroup>(group)))] =
        or_null(report.group_auc[group]);
  }
  json["mean_separation"] = Json();
  if (report.separation) {
    json["mean_separation"] = {{"mean", report.separation->mean},
                               {"chance", report.separation->chance},
                               {"chance_95", report.separation->chance_high}};
  }
  json["measures"] = Json::array();
  for (std::size_t m = 0; m < report.measures.size(); ++m) {
    json["measures"].push_back(measure_json(critic_measures()[m], report.measures[m]));
  }
  json["dances"] = Json::array();
  for (const CriticJudgement& dance : report.judged) json["dances"].push_back(dance_json(dance));
  json["set_dances"] = Json::array();
  for (const CriticJudgement& dance : report.set) json["set_dances"].push_back(dance_json(dance));
  return json;
}

}  // namespace bach::cli
