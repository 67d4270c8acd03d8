#include "app/music.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "app/inputs.h"

namespace bach {

Result<Music> read_music(const std::vector<std::string>& inputs, const ProgressCallback& progress,
                         const Cancellation& cancellation) {
  const Result<std::vector<std::string>> names = expand_inputs(inputs);
  if (!names) return names.error();
  Music music;
  std::uint64_t done = 0;
  for (const std::string& name : *names) {
    if (cancellation.requested()) return Error{ErrorCode::kCancelled, "stopped while reading", {}};
    if (progress) progress({"reading", ++done, names->size(), {}});
    Result<OpenedScore> opened = open_score(name);
    if (!opened) {
      if (names->size() == 1) return std::move(opened).error();
      music.warnings.push_back("skipped: " + opened.error().message);
      continue;
    }
    for (const std::string& warning : opened->warnings) {
      music.warnings.push_back(name + ": " + warning);
    }
    const std::vector<Track>& tracks = opened->score.tracks;
    if (std::all_of(tracks.begin(), tracks.end(), [](const Track& t) { return t.notes.empty(); })) {
      music.warnings.push_back("skipped: " + name + ": no notes");
    } else {
      music.pieces.push_back({std::move(opened->name), name, std::move(opened->score)});
    }
  }
  if (music.pieces.empty()) {
    return Error{ErrorCode::kInvalidData,
                 music.warnings.empty() ? "no MIDI or ABC files in " + inputs.front()
                                        : music.warnings.front(),
                 {}};
  }
  std::stable_sort(music.pieces.begin(), music.pieces.end(),
                   [](const MusicPiece& a, const MusicPiece& b) {
                     return std::tie(a.name, a.path) < std::tie(b.name, b.path);
                   });
  return music;
}

}  // namespace bach
