#include "app/plot/counts.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/json_line.h"
#include "app/plot/music.h"

namespace bach {
namespace {

std::string name_of(bool all_movements, const PlotMusic& music) {
  if (music.pieces.size() == 1) return music.pieces.front().name;
  const std::string count = count_text(music.pieces.size());
  return all_movements ? "the " + count + " movements of the suites" : count + " pieces";
}

Result<CountedMusic> counted_music(const std::vector<NamedScore>& at_hand,
                                   const std::vector<std::string>& inputs, const Counter& counter,
                                   std::vector<std::string>& warnings,
                                   const ProgressCallback& progress,
                                   const Cancellation& cancellation) {
  Result<PlotMusic> music = read_plot_music(at_hand, inputs, "", progress, cancellation);
  if (!music) return std::move(music).error();
  warnings.insert(warnings.end(), music->warnings.begin(), music->warnings.end());
  CountedMusic counted;
  counted.name = name_of(at_hand.empty() && inputs.empty(), *music);
  counted.pieces = music->pieces.size();
  for (const OpenedScore& piece : music->pieces) {
    counter(piece.score, [&](int value) {
      ++counted.counts[value];
      ++counted.total;
    });
  }
  return counted;
}

std::uint64_t count_of(const CountedMusic& counted, int value) {
  const auto found = counted.counts.find(value);
  return found == counted.counts.end() ? 0 : found->second;
}

std::string json_of(const CountComparison& comparison, const std::string& kind,
                    const std::vector<ValueName>& values) {
  nlohmann::ordered_json json;
  json["kind"] = kind;
  json["sets"] = nlohmann::ordered_json::array();
  for (const CountedMusic& counted : comparison.sets) {
    json["sets"].push_back(
        {{"name", counted.name}, {"pieces", counted.pieces}, {"count", counted.total}});
  }
  json["bins"] = nlohmann::ordered_json::array();
  for (const ValueName& value : values) {
    nlohmann::ordered_json counts;
    for (const CountedMusic& counted : comparison.sets)
      counts.push_back(count_of(counted, value.value));
    json["bins"].push_back({{"value", value.value}, {"name", value.name}, {"counts", counts}});
  }
  if (comparison.sets.size() == 2) json["overlap"] = comparison.overlap();
  return json_line(json);
}

}  // namespace

double CountedMusic::share(int value) const {
  return total == 0 ? 0 : static_cast<double>(count_of(*this, value)) / static_cast<double>(total);
}

double CountComparison::overlap() const {
  double overlap = 0;
  for (const auto& [value, count] : sets[0].counts) {
    overlap += std::min(sets[0].share(value), sets[1].share(value));
  }
  return overlap;
}

Result<CountComparison> compare_counts(const HistogramOptions& options, const Counter& counter,
                                       const ProgressCallback& progress,
                                       const Cancellation& cancellation) {
  CountComparison comparison;
  const auto add = [&](const std::vector<NamedScore>& at_hand,
                       const std::vector<std::string>& inputs) -> Status {
    Result<CountedMusic> counted =
        counted_music(at_hand, inputs, counter, comparison.warnings, progress, cancellation);
    if (!counted) return std::move(counted).error();
    comparison.sets.push_back(std::move(*counted));
    return {};
  };
  if (Status added = add(options.music, options.inputs); !added) return std::move(added).error();
  if (options.compare) {
    if (Status added = add(options.music_against, options.against); !added)
      return std::move(added).error();
  }
  return comparison;
}

Plot count_plot(CountComparison comparison, const std::string& kind, const std::string& title,
                const std::string& what, const std::string& x_title,
                const std::vector<ValueName>& values) {
  const std::vector<CountedMusic>& sets = comparison.sets;
  Histogram histogram;
  histogram.title = title;
  for (const CountedMusic& counted : sets) {
    histogram.subtitle += (histogram.subtitle.empty() ? "" : " and ") + count_text(counted.total) +
                          " " + what + " of " + counted.name;
    HistogramSeries series{counted.name, {}};
    for (const ValueName& value : values) series.values.push_back(100 * counted.share(value.value));
    histogram.series.push_back(std::move(series));
  }
  if (sets.size() == 2) {
    histogram.subtitle += "; overlap " + number_text(100 * comparison.overlap(), 0) + " %";
  }
  histogram.x_title = x_title;
  histogram.y_title = "% of " + what;
  histogram.decimals = 1;
  histogram.begin = values.front().value - 0.5;
  for (const ValueName& value : values) {
    histogram.bin_names.push_back(value.name);
    histogram.x_ticks.push_back({static_cast<double>(value.value), value.label});
  }
  return {histogram_picture(std::move(histogram)), json_of(comparison, kind, values),
          std::move(comparison.warnings)};
}

}  // namespace bach
