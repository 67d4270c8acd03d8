#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "app/report/tables.h"
#include "base/number_text.h"

namespace bach {
namespace {

constexpr double kStripWidth = 192;
constexpr double kStripHeight = 22;

std::string measured_text(const std::optional<double>& value, int decimals) {
  return value ? fixed_text(*value, decimals) : "–";
}

std::string usual_text(const std::optional<Interval>& range, int decimals) {
  return range ? fixed_text(range->low, decimals) + " – " + fixed_text(range->high, decimals) : "–";
}

// "7.26 ▲ above"
void write_value(HtmlWriter& html, const std::optional<double>& value, int decimals, bool outside,
                 const std::optional<Interval>& range) {
  html.open("td", {{"class", outside ? "number outside" : "number"}});
  html.text(measured_text(value, decimals));
  if (outside) html.text(*value > range->high ? " ▲ above" : " ▼ below");
  html.close();
}

std::vector<double> values_of(const std::vector<CriticJudgement>& dances, std::size_t m) {
  std::vector<double> values;
  for (const CriticJudgement& dance : dances) {
    if (dance.values[m].value) values.push_back(*dance.values[m].value);
  }
  return values;
}

// Where all values lie: a line for each dance, the set's range behind them. What it shows stands in
// the row as figures.
void write_strip(HtmlWriter& html, const CriticReport& report, std::size_t m) {
  const std::vector<double> set = values_of(report.set, m);
  const std::vector<double> judged = values_of(report.judged, m);
  if (set.empty() && judged.empty()) return;
  double low = set.empty() ? judged.front() : set.front();
  double high = low;
  for (const auto* side : {&set, &judged}) {
    for (const double value : *side) {
      low = std::min(low, value);
      high = std::max(high, value);
    }
  }
  const auto x = [&](double value) {
    const double share = high > low ? (value - low) / (high - low) : 0.5;
    return 2 + share * (kStripWidth - 4);
  };
  const auto lines = [&](const std::vector<double>& values, double top, double height) {
    std::string path;
    for (const double value : values) {
      path +=
          "M" + fixed_text(x(value), 1) + " " + fixed_text(top, 0) + "v" + fixed_text(height, 0);
    }
    return path;
  };
  const std::string box = "0 0 " + fixed_text(kStripWidth, 0) + " " + fixed_text(kStripHeight, 0);
  html.open("svg", {{"class", "strip"}, {"viewBox", box}, {"aria-hidden", "true"}});
  if (const auto& range = report.measures[m].range) {
    html.empty("rect", {{"x", fixed_text(x(range->low) - 1, 1)},
                        {"y", "0"},
                        {"width", fixed_text(x(range->high) - x(range->low) + 2, 1)},
                        {"height", fixed_text(kStripHeight, 0)}});
  }
  html.empty("path", {{"d", lines(set, 11, 10)}});
  html.empty("path", {{"class", "judged"}, {"d", lines(judged, 1, 10)}});
  html.close();
}

std::string bars_in_words(const std::vector<WorstBar>& bars) {
  std::string text;
  for (const WorstBar& bar : bars) {
    text += (text.empty() ? "" : ", ") + std::to_string(bar.bar);
    if (bar.count > 1) text += " (" + std::to_string(bar.count) + ")";
  }
  return text;
}

}  // namespace

void open_table(HtmlWriter& html, std::string_view caption,
                std::span<const std::string_view> columns) {
  html.open("div",
            {{"class", "scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", caption}});
  html.open("table");
  html.element("caption", caption);
  html.open("thead");
  html.open("tr");
  for (const std::string_view column : columns) {
    html.element("th", column.substr(column.starts_with('#') ? 1 : 0),
                 {{"scope", "col"}, {"class", column.starts_with('#') ? "number" : "words"}});
  }
  html.close();
  html.close();
}

void write_measures(HtmlWriter& html, const CriticReport& report) {
  html.open("div", {{"class", "measures"}});
  const std::span<const CriticMeasure> measures = critic_measures();
  const bool separated = report.no_classifier.empty();
  std::vector<std::string_view> columns = {"Measure", "#These", "#The set", "#Its 10 – 90 %"};
  if (separated) columns.push_back("#Separation");
  columns.push_back("Each dance");
  for (std::size_t m = 0; m < measures.size(); ++m) {
    const CriticMeasure& measure = measures[m];
    const MeasureSummary& found = report.measures[m];
    if (m == 0 || measures[m - 1].group != measure.group) {
      std::string caption(group_name(measure.group));
      caption[0] = static_cast<char>(caption[0] - 'a' + 'A');
      open_table(html, caption, columns);
      html.open("tbody");
    }
    html.open("tr");
    html.open("th", {{"scope", "row"}, {"title", measure.description}});
    html.text(measure_title(measure));
    html.close();
    write_value(html, found.judged, measure.decimals, found.outside, found.range);
    html.element("td", measured_text(found.set, measure.decimals), {{"class", "number"}});
    html.element("td", usual_text(found.range, measure.decimals), {{"class", "number"}});
    if (separated) {
      html.element("td", measured_text(found.separation, 2), {{"class", "number"}});
    }
    html.open("td");
    write_strip(html, report, m);
    html.close();
    html.close();
    if (m + 1 == measures.size() || measures[m + 1].group != measure.group) {
      for (int level = 0; level < 3; ++level) html.close();  // tbody, table, div
    }
  }
  html.close();
}

void write_outside(HtmlWriter& html, const CriticJudgement& dance, const CriticReport& report) {
  const std::vector<std::size_t> outside = measures_outside(dance, report);
  std::string about = count_text(dance.notes, "note") + ", " + count_text(dance.bars, "bar") +
                      ", " + std::to_string(outside.size()) + " of " +
                      std::to_string(report.measures.size()) + " measures outside what is usual";
  if (dance.score) {
    about += "; the classifier's score is " + fixed_text(*dance.score, 2) +
             ", above 0 is more like "
             "the judged";
  }
  html.element("p", dance.name.substr(dance.name.find_last_of('/') + 1) + ": " + about + ".");
  if (outside.empty()) return;
  static constexpr std::array<std::string_view, 4> kColumns = {
      "Outside, furthest first", "#Here", "#Usual", "Bars with most (how many)"};
  open_table(html, "Outside the set’s 10 – 90 %", kColumns);
  html.open("tbody");
  for (const std::size_t m : outside) {
    const CriticMeasure& measure = critic_measures()[m];
    html.open("tr");
    html.element("th", measure_title(measure), {{"scope", "row"}, {"title", measure.description}});
    write_value(html, dance.values[m].value, measure.decimals, true, report.measures[m].range);
    html.element("td", usual_text(report.measures[m].range, measure.decimals),
                 {{"class", "number"}});
    html.element("td", bars_in_words(dance.values[m].worst_bars), {{"class", "words"}});
    html.close();
  }
  for (int level = 0; level < 3; ++level) html.close();
}

}  // namespace bach
