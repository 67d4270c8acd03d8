#include "app/plot/music.h"

#include <utility>

namespace bach {

Result<PlotMusic> read_plot_music(const std::vector<std::string>& inputs,
                                  const std::string& standard, const ProgressCallback& progress,
                                  const Cancellation& cancellation) {
  std::vector<std::string> wanted = inputs;
  if (wanted.empty() && !standard.empty()) wanted = {standard};
  const Result<std::vector<std::string>> names = expand_inputs(wanted);
  if (!names) return names.error();
  PlotMusic music;
  ScoreOpener opener;
  for (const std::string& name : *names) {
    if (cancellation.requested()) return Error{ErrorCode::kCancelled, "stopped while reading", {}};
    if (progress) progress({"reading", music.pieces.size(), names->size(), {}});
    Result<OpenedScore> opened = opener.open(name);
    if (!opened) {
      if (names->size() == 1) return std::move(opened).error();
      music.warnings.push_back("left out: " + opened.error().message);
      continue;
    }
    for (const std::string& warning : opened->warnings) {
      music.warnings.push_back(name + ": " + warning);
    }
    if (opened->score.tracks.empty()) {
      music.warnings.push_back("left out: " + name + ": no notes");
    } else {
      music.pieces.push_back(std::move(*opened));
    }
  }
  if (!music.pieces.empty()) return music;
  return Error{
      ErrorCode::kInvalidData,
      "nothing to draw: " + (music.warnings.empty()
                                 ? std::string("the inputs hold no MIDI, ABC or MusicXML files")
                                 : music.warnings.front()),
      {}};
}

}  // namespace bach
