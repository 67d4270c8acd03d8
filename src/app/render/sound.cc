#include "app/render/sound.h"

#include <utility>

#include "app/render/voice.h"
#include "audio/sound_file.h"
#include "audio/timed_note.h"

namespace bach {

Result<RecordedSound> record_sound(const Score& score, const std::string& output,
                                   const RenderOptions& options, const ProgressCallback& progress,
                                   const Cancellation& cancellation) {
  const Result<Voice> voice = voice_of(score, options);
  if (!voice) return voice.error();
  if (Status known = check_sound_file_name(output); !known) return std::move(known).error();
  Result<Recording> recording = record(*voice, output, progress, cancellation);
  if (!recording) return std::move(recording).error();
  Rendering rendering;
  rendering.seconds = static_cast<double>(recording->frames) / kSampleRateHz;
  rendering.notes = voice->written;
  rendering.drum_notes = drum_notes(score);
  rendering.played_with = voice->name;
  if (!voice->remark.empty()) rendering.remarks.push_back(voice->remark);
  return RecordedSound{std::move(*recording), std::move(rendering), options.vorbis_quality};
}

Status write_sound(const RecordedSound& sound, const std::string& output,
                   const ProgressCallback& progress, const Cancellation& cancellation) {
  const Recording& recording = sound.recording;
  const auto sink = create_sound_file(
      output, {kSampleRateHz, recording.channels, recording.frames, sound.vorbis_quality});
  if (!sink) return sink.error();
  return write_recording(recording, **sink, progress, cancellation);
}

}  // namespace bach
