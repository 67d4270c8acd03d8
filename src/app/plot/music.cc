#include "app/plot/music.h"

#include <utility>

namespace bach {
namespace {

// Adds a piece if there is something to draw in it.
void add_piece(OpenedScore piece, const std::string& called, PlotMusic& music) {
  for (const std::string& warning : piece.warnings) {
    music.warnings.push_back(called + ": " + warning);
  }
  if (piece.score.tracks.empty()) {
    music.warnings.push_back("left out: " + called + ": no notes");
  } else {
    music.pieces.push_back(std::move(piece));
  }
}

Result<PlotMusic> with_pieces(PlotMusic music) {
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
  if (!at_hand.empty()) {
    for (const NamedScore& piece : at_hand) add_piece(piece, piece.name, music);
    return with_pieces(std::move(music));
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
      add_piece(std::move(*opened), name, music);
    } else if (names->size() == 1) {
      return std::move(opened).error();
    } else {
      music.warnings.push_back("left out: " + opened.error().message);
    }
  }
  return with_pieces(std::move(music));
}

}  // namespace bach
