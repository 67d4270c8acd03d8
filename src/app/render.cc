#include "app/render.h"

#include "app/render/sound.h"
#include "audio/general_midi.h"
#include "audio/performance.h"
#include "audio/sound_file.h"

namespace bach {
namespace {

// What was written, with the remarks that took.
Result<Rendering> notation_of(const Score& score, Result<std::vector<std::string>> remarks) {
  if (!remarks) return std::move(remarks).error();
  Rendering rendering;
  rendering.sounds = false;
  rendering.remarks = std::move(*remarks);
  for (const Track& track : score.tracks) rendering.notes += track.notes.size();
  return rendering;
}

}  // namespace

Result<int> instrument_program(const std::string& text) { return parse_instrument(text); }

Status check_render_target(const std::string& output) {
  if (score_format_of(output) != nullptr || page_format_of(output) ||
      check_sound_file_name(output).ok()) {
    return {};
  }
  std::string notes;
  const auto formats = score_formats();
  for (std::size_t k = 0; k < formats.size(); ++k) {
    notes += k == 0 ? "" : k + 1 < formats.size() ? ", " : " or ";
    notes += formats[k].endings.front();
  }
  return invalid_argument("", output + ": the name must end in .wav, .flac or .ogg (sound), " +
                                  notes +
                                  " (notes), .pdf, .svg or .png (pages) to say what to write");
}

Result<Rendering> render_to_file(const Score& score, const std::string& output,
                                 const RenderOptions& options, const ProgressCallback& progress,
                                 const Cancellation& cancellation) {
  const ScoreFormat* named = score_format_of(output);
  const bool written = page_format_of(output) || (named != nullptr && named->written);
  if (options.labels.chords != ChordLabels::kNone && !written) {
    return invalid_argument("chords", output +
                                          " has no staff to write them at; name a score "
                                          "(.abc, .musicxml, .mxl) or page (.pdf, .svg, .png)");
  }
  if (const auto pages = page_format_of(output)) {
    return notation_of(score, save_pages({&score, 1}, *pages, options.labels, output, options.pages,
                                         cancellation));
  }
  if (const ScoreFormat* format = score_format_of(output)) {
    if (options.performed && !format->written) {
      const Score performance = performed(score, options.seed);
      return notation_of(performance,
                         save_score({&performance, 1}, *format, options.labels, output));
    }
    return notation_of(score, save_score({&score, 1}, *format, options.labels, output));
  }
  const Result<RecordedSound> sound = record_sound(score, output, options, progress, cancellation);
  if (!sound) return sound.error();
  if (Status status = write_sound(*sound, output, progress, cancellation); !status) {
    return std::move(status).error();
  }
  return sound->rendering;
}

}  // namespace bach
