#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "app/report/choice.h"
#include "app/report/tables.h"
#include "base/number_text.h"

namespace bach {
namespace {

constexpr double kTelling = 0.5;  // of separations

std::string score_text(const std::optional<double>& value, int decimals) {
  return value ? fixed_text(*value, decimals) : "–";
}

void write_group_aucs(HtmlWriter& html, const CriticReport& report) {
  static constexpr std::array<std::string_view, 2> kColumns = {"Measures", "#AUC"};
  open_table(html, "Told apart by the measures of one group", kColumns);
  html.open("tbody");
  for (std::size_t group = 0; group < report.group_auc.size(); ++group) {
    html.open("tr");
    html.element("th", group_name(static_cast<MeasureGroup>(group)), {{"scope", "row"}});
    html.element("td", score_text(report.group_auc[group], 2), {{"class", "number"}});
    html.close();
  }
  for (int level = 0; level < 3; ++level) html.close();
}

void write_telling(HtmlWriter& html, const CriticReport& report) {
  std::vector<std::size_t> telling;
  for (std::size_t m = 0; m < report.measures.size(); ++m) {
    if (report.measures[m].separation.value_or(0) >= kTelling) telling.push_back(m);
  }
  std::stable_sort(telling.begin(), telling.end(), [&](std::size_t a, std::size_t b) {
    return *report.measures[a].separation > *report.measures[b].separation;
  });
  std::string text;
  for (const std::size_t m : telling) {
    text += (text.empty() ? "What gives them away: " : ", ") +
            std::string(report.measures[m].above ? "more " : "less ") +
            std::string(critic_measures()[m].name) + " (" +
            score_text(report.measures[m].separation, 2) + ")";
  }
  if (!text.empty()) html.element("p", text + ".");
}

}  // namespace

void write_classifier(HtmlWriter& html, const CriticReport& report) {
  if (!report.no_classifier.empty()) {
    html.element("p", "There is " + report.no_classifier + ".");
    return;
  }
  std::string auc = "AUC " + score_text(report.auc, 3);
  if (report.auc_interval) {
    auc += " (95 %: " + fixed_text(report.auc_interval->low, 2) + " – " +
           fixed_text(report.auc_interval->high, 2) + ")";
  }
  html.element("p",
               "A classifier that has seen nothing of either side’s suite tells a judged dance "
               "from one of the set with " +
                   auc + ", over " + count_text(report.judged_suites, "suite") + " and " +
                   count_text(report.set_suites, "suite") + ". 0.5 is a guess, 1 is always right.");
  if (report.separation) {
    html.element("p", "Mean separation of the measures: " + fixed_text(report.separation->mean, 3) +
                          "; by chance " + fixed_text(report.separation->chance, 3) +
                          ", in one case in twenty above " +
                          fixed_text(report.separation->chance_high, 3) + ".");
  }
  write_group_aucs(html, report);
  write_telling(html, report);
}

void write_pieces(HtmlWriter& html, const ComparisonReport& report,
                  std::span<const std::size_t> in_full) {
  const bool scored = report.critic->no_classifier.empty();
  std::vector<std::string_view> columns = {"Dance", "#Notes", "#Bars", "#Outside"};
  if (scored) columns.push_back("#Score");
  columns.push_back("Furthest outside");
  open_table(html, "The judged", columns);
  html.open("tbody");
  for (std::size_t p = 0; p < report.judged_pieces.size(); ++p) {
    const HeardPiece& piece = report.judged_pieces[p];
    const auto place = std::find(in_full.begin(), in_full.end(), p);
    for (std::size_t d = 0; d < piece.dances; ++d) {
      const CriticJudgement& dance = report.critic->judged[piece.first_dance + d];
      const std::vector<std::size_t> outside = measures_outside(dance, *report.critic);
      html.open("tr");
      html.open("th", {{"scope", "row"}});
      html.open("bdi");
      if (place != in_full.end()) {
        html.element("a", dance.name,
                     {{"href", "#piece-" + std::to_string(place - in_full.begin() + 1)}});
      } else {
        html.text(dance.name);
      }
      html.close();
      html.close();
      html.element("td", std::to_string(dance.notes), {{"class", "number"}});
      html.element("td", std::to_string(dance.bars), {{"class", "number"}});
      html.element("td", std::to_string(outside.size()), {{"class", "number"}});
      if (scored) html.element("td", score_text(dance.score, 2), {{"class", "number"}});
      std::string most;
      for (std::size_t i = 0; i < std::min<std::size_t>(outside.size(), 3); ++i) {
        most += (i == 0 ? "" : "; ") + std::string(critic_measures()[outside[i]].name);
      }
      html.element("td", most, {{"class", "words"}});
      html.close();
    }
  }
  for (int level = 0; level < 3; ++level) html.close();
}

void write_originality(HtmlWriter& html, const ComparisonReport& report) {
  static constexpr std::array<std::string_view, 5> kDistances = {
      "", "#Pitch classes", "#Intervals", "#Durations", "#Runs of 8 found in the set"};
  open_table(html, "Distances of the whole (0: the same)", kDistances);
  html.open("tbody");
  const auto row = [&](std::string_view name, const SetComparison& found) {
    html.open("tr");
    html.element("th", name, {{"scope", "row"}});
    for (const double value : {found.class_distance, found.interval_distance,
                               found.duration_distance, found.found[kOwnGram]}) {
      html.element("td", fixed_text(value, 3), {{"class", "number"}});
    }
    html.close();
  };
  row("these", report.comparison);
  if (report.floor) row("the set itself, one part against the rest", *report.floor);
  for (int level = 0; level < 3; ++level) html.close();

  static constexpr std::array<std::string_view, 5> kRuns = {"Piece", "#Notes", "#From bar",
                                                            "In the set", "#Bar there"};
  open_table(html, "Longest run shared with the set, in any key", kRuns);
  html.open("tbody");
  for (const PieceComparison& piece : report.comparison.pieces) {
    const bool shared = piece.longest.notes > 0;
    html.open("tr");
    html.open("th", {{"scope", "row"}});
    html.element("bdi", piece.name);
    html.close();
    html.element("td", std::to_string(piece.longest.notes), {{"class", "number"}});
    html.element("td", shared ? std::to_string(piece.longest.bar) : "–", {{"class", "number"}});
    html.open("td");
    html.element("bdi", shared ? piece.longest.source : "nothing shared");
    html.close();
    html.element("td", shared ? std::to_string(piece.longest.source_bar) : "–",
                 {{"class", "number"}});
    html.close();
  }
  for (int level = 0; level < 3; ++level) html.close();
}

}  // namespace bach
