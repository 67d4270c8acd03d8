#include "app/render/shown.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "app/render/temporary_folder.h"
#include "base/file.h"
#include "score/tempo_map.h"

namespace bach {
namespace {

// The beginning of a score, without its repeats.
Score beginning_of(Score score, double most_seconds, bool& whole) {
  const TempoMap tempo(score);
  score.sections.clear();
  score.play_order.clear();
  whole = true;
  Tick end = 0;
  for (Track& track : score.tracks) {
    const auto late = std::find_if(track.notes.begin(), track.notes.end(), [&](const Note& note) {
      return tempo.seconds(note.onset) >= most_seconds;
    });
    whole = whole && late == track.notes.end();
    track.notes.erase(late, track.notes.end());
    for (const Note& note : track.notes) end = std::max(end, note.end());
  }
  if (!whole) score.end = end;
  std::erase_if(score.tracks, [](const Track& track) { return track.notes.empty(); });
  return score;
}

}  // namespace

ScoreLabels labels_of(const NamedScore& piece) {
  ScoreLabels labels;
  labels.composer = piece.composer;
  // ABC and MusicXML say their keys; MIDI files often do not.
  labels.keys_known = !piece.midi_format && !piece.score.keys.empty();
  if (piece.folded || !piece.marks.empty()) {
    labels.written = &piece.written();
    labels.marks = &piece.marks;
  }
  return labels;
}

Result<ShownPages> shown_pages(const NamedScore& piece, PageFormat format, std::size_t most,
                               const PageOptions& options, const Cancellation& cancellation) {
  ShownPages shown;
  const Result<std::string> engraver = engraver_for(format, options.engraver);
  if (!engraver) return engraver.error();
  shown.engraver = *engraver;
  const TemporaryFolder folder;
  if (folder.path().empty()) return folder.missing();
  const std::string ending = ending_of(format);
  const Result<std::vector<std::string>> saved =
      save_pages({&piece.score, 1}, format, labels_of(piece), folder.path() + "/page" + ending,
                 options, cancellation);
  if (!saved) return saved.error();
  // "page.svg", or "page-1.svg" and so on.
  std::string page = folder.path() + "/page" + ending;
  std::error_code unknown;
  if (!std::filesystem::exists(page, unknown)) page = folder.path() + "/page-1" + ending;
  while (std::filesystem::exists(page, unknown)) {
    if (shown.all++ < most) {
      auto bytes = read_file(page);
      if (!bytes) return std::move(bytes).error();
      shown.files.push_back(std::move(*bytes));
    }
    page = folder.path() + "/page-" + std::to_string(shown.all + 1) + ending;
  }
  return shown;
}

Result<ShownSound> shown_sound(const Score& score, const std::string& ending, double most_seconds,
                               const RenderOptions& options, const ProgressCallback& progress,
                               const Cancellation& cancellation) {
  ShownSound shown;
  const Score played = beginning_of(score, most_seconds, shown.whole);
  const TemporaryFolder folder;
  if (folder.path().empty()) return folder.missing();
  const std::string path = folder.path() + "/sound" + ending;
  if (Status known = check_sound_file_name(path); !known) {
    return Error{ErrorCode::kInvalidArgument, "must be .wav, .flac or .ogg", {}, "ending"};
  }
  Result<Rendering> rendering = render_to_file(played, path, options, progress, cancellation);
  if (!rendering) {
    Error error = std::move(rendering).error();
    const std::string about_file = path + ": ";  // which nobody asked for
    if (error.message.starts_with(about_file)) error.message.erase(0, about_file.size());
    return error;
  }
  shown.rendering = std::move(*rendering);
  auto file = read_file(path);
  if (!file) return std::move(file).error();
  shown.file = std::move(*file);
  return shown;
}

}  // namespace bach
