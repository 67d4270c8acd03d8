#include "app/plot/music.h"

#include <utility>

#include "app/music/left_out.h"
#include "app/music/warnings.h"

namespace bach {
namespace {

// Adds a piece if there is something to draw in it.
void add_piece(OpenedScore piece, const std::string& called, PlotMusic& music,
               FileWarnings& warnings) {
  for (const std::string& warning : piece.warnings) {
    warnings.add(cause_of_warning(warning), called, called + ": " + warning);
  }
  if (piece.score.tracks.empty()) {
    warnings.add("left out: no notes", called, "left out: " + called + ": no notes");
  } else {
    music.pieces.push_back(std::move(piece));
  }
}

Result<PlotMusic> with_pieces(PlotMusic music, const FileWarnings& warnings) {
  music.warnings = warnings.lines();
  if (!music.pieces.empty()) return music;
  return Error{
      ErrorCode::kInvalidData,
      "nothing to draw: " + (music.warnings.empty()
                                 ? std::string("the inputs hold no MIDI, ABC or MusicXML files")
                                 : music.warnings.front()),
      {}};
}

}  // namespace

Result<PlotMusic> read_plot_music(const std::vector<NamedScore>& at_hand,
                                  const std::vector<std::string>& inputs,
                                  const std::string& standard, const ProgressCallback& progress,
                                  const Cancellation& cancellation) {
  PlotMusic music;
  FileWarnings warnings;
  if (!at_hand.empty()) {
    for (const NamedScore& piece : at_hand) add_piece(piece, piece.name, music, warnings);
    return with_pieces(std::move(music), warnings);
  }
  std::vector<std::string> wanted = inputs;
  if (wanted.empty() && !standard.empty()) wanted = {standard};
  const Result<std::vector<std::string>> names = expand_inputs(wanted);
  if (!names) return names.error();
  ScoreOpener opener;
  for (const std::string& name : *names) {
    if (cancellation.requested()) return Error{ErrorCode::kCancelled, "stopped while reading", {}};
    if (progress) progress({"reading", music.pieces.size(), names->size(), {}});
    Result<OpenedScore> opened = opener.open(name);
    if (opened) {
      add_piece(std::move(*opened), name, music, warnings);
    } else if (names->size() == 1) {
      return std::move(opened).error();
    } else {
      const std::string why = cause_of(opened.error().code);
      warnings.add("left out: " + why, name, "left out: " + opened.error().message);
    }
  }
  return with_pieces(std::move(music), warnings);
}

}  // namespace bach
