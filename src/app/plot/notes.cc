#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/json_line.h"
#include "app/plot.h"
#include "app/plot/music.h"
#include "plot/axis.h"
#include "plot/note_matrix.h"
#include "token/pitch_windows.h"

namespace bach {

Result<Plot> plot_notes(const NotesOptions& options, const ProgressCallback& progress,
                        const Cancellation& cancellation) {
  Result<PlotMusic> music =
      read_plot_music(options.music, options.inputs, "cs1-1pre", progress, cancellation);
  if (!music) return std::move(music).error();
  NoteMatrix matrix;
  matrix.line = options.line;
  nlohmann::ordered_json json;
  json["kind"] = "notes";
  json["pieces"] = nlohmann::ordered_json::array();
  for (const OpenedScore& piece : music->pieces) {
    std::vector<int> pitches = notebook_notes(piece.score);
    const std::size_t all = pitches.size();
    pitches.resize(std::min(all, options.notes));
    const std::string shown = pitches.size() == all ? "all " + count_text(all) + " notes"
                                                    : "the first " + count_text(pitches.size()) +
                                                          " of " + count_text(all) + " notes";
    json["pieces"].push_back({{"name", piece.name}, {"notes", all}, {"pitches", pitches}});
    matrix.panels.push_back({piece.name + ", " + shown, std::move(pitches)});
  }
  return Plot{note_matrix_picture(std::move(matrix)), json_line(json), std::move(music->warnings)};
}

}  // namespace bach
