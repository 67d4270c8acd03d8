#include "app/music/music.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "app/music/inputs.h"
#include "app/music/left_out.h"
#include "app/music/warnings.h"
#include "evaluate/piece.h"

namespace bach {
namespace {

// Counts what was left out, for one line at the end.
class Skipped {
 public:
  void add(const std::string& reason) { ++count_[reason]; }
  // Nothing for a single file, whose own line says all.
  void tell(std::size_t files, std::vector<std::string>& warnings) const {
    std::size_t total = 0;
    std::string reasons;
    for (const auto& [reason, count] : count_) {
      total += count;
      reasons += (reasons.empty() ? "" : ", ") + std::to_string(count) + " " + reason;
    }
    if (total < 2) return;
    warnings.push_back(std::to_string(total) + " of " + std::to_string(files) +
                       " files skipped: " + reasons);
  }

 private:
  std::map<std::string, std::size_t> count_;
};

}  // namespace

Result<Music> read_music(const std::vector<std::string>& inputs, const ProgressCallback& progress,
                         const Cancellation& cancellation) {
  const Result<std::vector<std::string>> names = expand_inputs(inputs);
  if (!names) return names.error();
  Music music;
  Skipped skipped;
  FileWarnings warnings;
  std::uint64_t done = 0;
  ScoreOpener opener;
  for (const std::string& name : *names) {
    if (cancellation.requested()) return Error{ErrorCode::kCancelled, "stopped while reading", {}};
    if (progress) progress({"reading", ++done, names->size(), {}});
    Result<OpenedScore> opened = opener.open(name);
    if (!opened) {
      if (names->size() == 1) return std::move(opened).error();
      skipped.add(cause_of(opened.error().code));
      warnings.add("skipped: " + cause_of(opened.error().code), name,
                   "skipped: " + opened.error().message, true);
      continue;
    }
    for (const std::string& warning : opened->warnings) {
      warnings.add(cause_of_warning(warning), name, name + ": " + warning);
    }
    const std::vector<Track>& tracks = opened->score.tracks;
    if (std::all_of(tracks.begin(), tracks.end(), [](const Track& t) { return t.notes.empty(); })) {
      skipped.add("without notes");
      warnings.add("skipped: without notes", name, "skipped: " + name + ": no notes", true);
    } else {
      music.pieces.push_back({std::move(opened->name), name, std::move(opened->score)});
    }
  }
  music.warnings = warnings.lines();
  skipped.tell(names->size(), music.warnings);
  if (music.pieces.empty()) {
    return Error{ErrorCode::kInvalidData,
                 music.warnings.empty() ? "no MIDI, ABC or MusicXML files in " + inputs.front()
                                        : music.warnings.front(),
                 {}};
  }
  std::stable_sort(music.pieces.begin(), music.pieces.end(),
                   [](const MusicPiece& a, const MusicPiece& b) {
                     return std::tie(a.name, a.path) < std::tie(b.name, b.path);
                   });
  return music;
}

bool same_music(const MusicPiece& a, const MusicPiece& b) {
  return a.name == b.name ||
         measured_notes(a.score, Voices::kAll) == measured_notes(b.score, Voices::kAll);
}

}  // namespace bach
