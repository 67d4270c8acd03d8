#include <algorithm>
#include <nlohmann/json.hpp>
#include <span>
#include <utility>

#include "app/json_line.h"
#include "app/plot.h"
#include "app/plot/expectation.h"
#include "plot/axis.h"
#include "plot/expectation_matrix.h"

namespace bach {
namespace {

using nlohmann::ordered_json;

constexpr float kLeastListed = 0.01f;

ExpectedColumn column_of(const ExpectedNote& note, int lowest_pitch) {
  ExpectedColumn column{std::vector<double>(128), note.pitch};
  std::copy(note.probabilities.begin(), note.probabilities.end(),
            column.probabilities.begin() + lowest_pitch);
  return column;
}

ordered_json json_of_note(const ExpectedNote& note, int lowest_pitch) {
  ordered_json likely;
  if (!note.probabilities.empty()) likely = ordered_json::object();
  for (std::size_t p = 0; p < note.probabilities.size(); ++p) {
    if (note.probabilities[p] < kLeastListed) continue;
    likely[std::to_string(p + static_cast<std::size_t>(lowest_pitch))] = note.probabilities[p];
  }
  return {{"came", note.pitch}, {"expected", std::move(likely)}};
}

// `shown` are the notes of `read` from note `first` on, counted from 1.
std::string subtitle_of(const ReadPiece& read, std::size_t first,
                        std::span<const ExpectedNote> shown) {
  const auto predicted =
      std::find_if(read.notes.begin(), read.notes.end(),
                   [](const ExpectedNote& note) { return note.pitch_nats.has_value(); });
  const std::size_t unpredicted = static_cast<std::size_t>(predicted - read.notes.begin());
  std::string text = "what the model expected of each note";
  if (unpredicted >= first) text += " from note " + std::to_string(unpredicted + 1) + " on";
  return text + "; notes " + std::to_string(first) + "–" +
         std::to_string(first + shown.size() - 1) + " of " + count_text(read.notes.size());
}

}  // namespace

Result<Plot> plot_next(const NextOptions& options, const ProgressCallback& progress,
                       const Cancellation& cancellation) {
  Result<ModelReading> reading = read_with_model(options, progress, cancellation);
  if (!reading) return std::move(reading).error();
  std::vector<ExpectationPanel> panels;
  ordered_json json;
  json["kind"] = "next";
  json["pieces"] = ordered_json::array();
  for (const ReadPiece& read : reading->pieces) {
    if (options.first > read.notes.size()) {
      return invalid_argument("from", "must be one of the " + std::to_string(read.notes.size()) +
                                          " notes of " + read.name);
    }
    const std::size_t begin = options.first - 1;
    const std::span<const ExpectedNote> shown =
        std::span(read.notes).subspan(begin, std::min(read.notes.size() - begin, options.notes));
    ExpectationPanel panel{read.title, subtitle_of(read, options.first, shown), options.first, {}};
    ordered_json notes = ordered_json::array();
    for (const ExpectedNote& note : shown) {
      panel.columns.push_back(column_of(note, read.lowest_pitch));
      notes.push_back(json_of_note(note, read.lowest_pitch));
    }
    panels.push_back(std::move(panel));
    json["pieces"].push_back({{"name", read.name}, {"notes", std::move(notes)}});
  }
  return Plot{expectation_picture(std::move(panels)), json_line(json),
              std::move(reading->warnings)};
}

}  // namespace bach
