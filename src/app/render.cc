#include "app/render.h"

#include "app/render/recording.h"
#include "app/render/voice.h"
#include "audio/general_midi.h"
#include "audio/performance.h"
#include "audio/sound_file.h"
#include "audio/timed_note.h"

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

Result<Rendering> render_sound(const Score& score, const std::string& output,
                               const RenderOptions& options, const ProgressCallback& progress,
                               const Cancellation& cancellation) {
  Result<Voice> voice = voice_of(score, options);
  if (!voice) return std::move(voice).error();
  if (Status known = check_sound_file_name(output); !known) return std::move(known).error();

  const Result<Recording> recording = record(*voice, output, progress, cancellation);
  if (!recording) return recording.error();
  const std::int64_t frames = recording->frames;
  auto sink = create_sound_file(
      output, {kSampleRateHz, recording->channels, frames, options.vorbis_quality});
  if (!sink) return std::move(sink).error();
  Status status = write_recording(*recording, **sink, progress, cancellation);
  if (!status) return std::move(status).error();
  Rendering rendering;
  rendering.seconds = static_cast<double>(frames) / kSampleRateHz;
  rendering.notes = voice->written;
  rendering.drum_notes = drum_notes(score);
  rendering.played_with = voice->name;
  if (!voice->remark.empty()) rendering.remarks.push_back(voice->remark);
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
  return render_sound(score, output, options, progress, cancellation);
}

}  // namespace bach
