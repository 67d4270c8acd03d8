#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "app/json_line.h"
#include "app/plot.h"
#include "app/plot/music.h"
#include "plot/histogram.h"
#include "token/pitch_windows.h"

namespace bach {
namespace {

constexpr int kMostBins = 12;

struct PieceSize {
  std::string name;
  std::size_t notes = 0;
};

std::size_t notes_of(const Score& score, bool all) {
  if (!all) return notebook_notes(score).size();
  std::size_t notes = 0;
  for (const Track& track : score.tracks) notes += track.notes.size();
  return notes;
}

// Of equal width, from a multiple of it on; the last one holds its upper edge too.
struct Bins {
  std::size_t begin = 0;
  std::size_t width = 1;
  std::vector<std::size_t> pieces;

  std::size_t edge(std::size_t bin) const { return begin + bin * width; }
};

Bins bins_of(const std::vector<PieceSize>& sizes) {
  const auto [least, most] =
      std::minmax_element(sizes.begin(), sizes.end(),
                          [](const PieceSize& a, const PieceSize& b) { return a.notes < b.notes; });
  Bins bins;
  const double extent = std::max<double>(1, static_cast<double>(most->notes - least->notes));
  bins.width = static_cast<std::size_t>(std::lround(round_step(extent, kMostBins, 1)));
  bins.begin = least->notes / bins.width * bins.width;
  const std::size_t count = (most->notes - bins.begin + bins.width - 1) / bins.width;
  bins.pieces.assign(std::max<std::size_t>(count, 1), 0);
  for (const PieceSize& size : sizes) {
    const std::size_t bin = (size.notes - bins.begin) / bins.width;
    ++bins.pieces[std::min(bin, bins.pieces.size() - 1)];
  }
  return bins;
}

std::string median_text(std::vector<PieceSize> sizes) {
  std::sort(sizes.begin(), sizes.end(),
            [](const PieceSize& a, const PieceSize& b) { return a.notes < b.notes; });
  const std::size_t twice = sizes[(sizes.size() - 1) / 2].notes + sizes[sizes.size() / 2].notes;
  return count_text(twice / 2) + (twice % 2 == 1 ? ".5" : "");
}

Histogram histogram_of(const std::vector<PieceSize>& sizes, const Bins& bins, bool all_notes) {
  std::size_t total = 0;
  for (const PieceSize& size : sizes) total += size.notes;
  Histogram histogram;
  histogram.title = sizes.size() == 1 ? "The size of " + sizes.front().name
                                      : "The sizes of " + count_text(sizes.size()) + " pieces";
  histogram.subtitle =
      (all_notes ? "Notes of all voices"
                 : "Notes of the first voice, at most " + count_text(kMostNotesOfPiece)) +
      std::string("; median ") + median_text(sizes) + ", " + count_text(total) + " in all";
  histogram.x_title = "notes in a piece";
  histogram.y_title = "pieces";
  histogram.begin = static_cast<double>(bins.begin);
  histogram.bin_width = static_cast<double>(bins.width);
  histogram.series.push_back({"pieces", {}});
  for (std::size_t i = 0; i <= bins.pieces.size(); ++i) {
    histogram.x_ticks.push_back({static_cast<double>(bins.edge(i)), count_text(bins.edge(i))});
    if (i == bins.pieces.size()) break;
    const bool last = i + 1 == bins.pieces.size();
    histogram.bin_names.push_back(std::to_string(bins.edge(i)) + "–" +
                                  std::to_string(bins.edge(i + 1) - (last ? 0 : 1)));
    histogram.series[0].values.push_back(static_cast<double>(bins.pieces[i]));
  }
  return histogram;
}

std::string json_of(const std::vector<PieceSize>& sizes, const Bins& bins) {
  nlohmann::ordered_json json;
  json["kind"] = "lengths";
  json["pieces"] = nlohmann::ordered_json::array();
  for (const PieceSize& size : sizes) {
    json["pieces"].push_back({{"name", size.name}, {"notes", size.notes}});
  }
  json["bins"] = nlohmann::ordered_json::array();
  for (std::size_t i = 0; i < bins.pieces.size(); ++i) {
    json["bins"].push_back(
        {{"from", bins.edge(i)}, {"to", bins.edge(i + 1)}, {"pieces", bins.pieces[i]}});
  }
  return json_line(json);
}

}  // namespace

Result<Plot> plot_lengths(const LengthsOptions& options, const ProgressCallback& progress,
                          const Cancellation& cancellation) {
  Result<PlotMusic> music =
      read_plot_music(options.music, options.inputs, "", progress, cancellation);
  if (!music) return std::move(music).error();
  std::vector<PieceSize> sizes;
  for (const OpenedScore& piece : music->pieces) {
    sizes.push_back({piece.name, notes_of(piece.score, options.all_notes)});
  }
  const Bins bins = bins_of(sizes);
  return Plot{histogram_picture(histogram_of(sizes, bins, options.all_notes)), json_of(sizes, bins),
              std::move(music->warnings)};
}

}  // namespace bach
