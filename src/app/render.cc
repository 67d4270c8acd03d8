#include "app/render.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>

#include "audio/font_synthesiser.h"
#include "audio/general_midi.h"
#include "audio/performance.h"
#include "audio/sine_source.h"
#include "audio/sound_file.h"
#include "audio/sound_font.h"
#include "audio/timed_note.h"

namespace bach {
namespace {

constexpr int kSampleRateHz = 44100;
constexpr std::size_t kBlock = 4096;
constexpr int kBlocksBetweenReports = 64;  // 6 s of sound

// Quieter than this, of the peak, the end of a sound is silence: −66 dB.
constexpr float kAudible = 5e-4f;

using Consumer = std::function<Status(std::span<const float>)>;

// One pass over `frames` of a sound from its beginning, block by block.
Status play(SoundSource& source, std::int64_t frames, const std::string& stage,
            const ProgressCallback& progress, const Cancellation& cancellation,
            const Consumer& consume) {
  std::array<float, 2 * kBlock> block;
  int blocks = 0;
  source.reset();
  for (std::int64_t done = 0; done < frames; ++blocks) {
    if (cancellation.requested()) {
      return Error{ErrorCode::kCancelled, "stopped; nothing written", {}};
    }
    if (progress && blocks % kBlocksBetweenReports == 0) {
      progress({stage, static_cast<std::uint64_t>(done / kSampleRateHz),
                static_cast<std::uint64_t>(frames / kSampleRateHz), "s of sound"});
    }
    const std::int64_t count = std::min<std::int64_t>(kBlock, frames - done);
    const std::span<float> samples =
        std::span(block).first(static_cast<std::size_t>(count * source.channels()));
    source.render(samples);
    if (Status status = consume(samples); !status) return status;
    done += count;
  }
  return {};
}

Status check_length(double seconds, const RenderOptions& options) {
  if (seconds <= kLongestSoundSeconds || options.any_length) return {};
  return Error{ErrorCode::kLimit,
               "the piece lasts " + std::to_string(static_cast<long long>(seconds / 60)) +
                   " minutes, more than two hours; --force renders it all the same",
               {}};
}

Result<Rendering> write_notation(const Score& score, ScoreFormat format, const std::string& output,
                                 const RenderOptions& options) {
  const bool performance = options.performed && format == ScoreFormat::kMidi;
  Result<std::vector<std::string>> remarks = save_score(
      performance ? performed(score, options.seed) : score, format, options.labels, output);
  if (!remarks) return std::move(remarks).error();
  Rendering rendering;
  rendering.sounds = false;
  rendering.remarks = std::move(*remarks);
  for (const Track& track : score.tracks) rendering.notes += track.notes.size();
  return rendering;
}

struct Voice {
  std::unique_ptr<SoundSource> source;
  std::size_t notes = 0;
  std::string name;
  std::string remark;  // why it is not what was wished; may be empty
};

std::vector<TimedNote> notes_of(const Score& score, const RenderOptions& options) {
  std::vector<TimedNote> notes =
      options.flat ? flat_notes(score, options.flat_notes) : timed_notes(score);
  if (options.program) {
    for (TimedNote& note : notes) note.program = *options.program;
  }
  return notes;
}

Result<Voice> font_voice(const Score& score, const RenderOptions& options) {
  const Result<std::string> font = find_sound_font(options.sound_font);
  if (!font) return font.error();
  const std::vector<TimedNote> notes =
      notes_of(options.deadpan ? score : performed(score, options.seed), options);
  auto source = create_font_synthesiser(notes, *font, kSampleRateHz);
  if (!source) return std::move(source).error();
  return Voice{std::move(*source), notes.size(), std::filesystem::path(*font).filename().string(),
               ""};
}

Result<Voice> voice_of(const Score& score, const RenderOptions& options) {
  std::string remark;
  if (options.sound == Sound::kFont && !options.flat) {
    Result<Voice> voice = font_voice(score, options);
    // A font that was named must be there; one that is merely wished for need not.
    if (voice || !options.sound_font.empty()) return voice;
    remark = "played with sine waves: " + voice.error().message;
  }
  const std::vector<TimedNote> notes = notes_of(score, options);
  return Voice{std::make_unique<SineSource>(notes, kSampleRateHz), notes.size(), "sine waves",
               std::move(remark)};
}

Result<Rendering> render_sound(const Score& score, const std::string& output,
                               const RenderOptions& options, const ProgressCallback& progress,
                               const Cancellation& cancellation) {
  const std::size_t drums = drum_notes(score);
  if (notes_of(score, options).empty()) {
    return Error{ErrorCode::kInvalidData,
                 drums > 0 ? "nothing to play: all notes are drums" : "nothing to play: no notes",
                 {}};
  }
  Result<Voice> voice = voice_of(score, options);
  if (!voice) return std::move(voice).error();
  SoundSource& source = *voice->source;
  const double most_seconds = static_cast<double>(source.most_frames()) / kSampleRateHz;
  if (Status status = check_length(most_seconds, options); !status) {
    return std::move(status).error();
  }
  if (Status known = check_sound_file_name(output); !known) return std::move(known).error();

  const auto channels = static_cast<std::size_t>(source.channels());
  float peak = 0;
  std::int64_t done = 0, audible = 0;
  Status status = play(source, source.most_frames(), "listening", progress, cancellation,
                       [&](std::span<const float> samples) {
                         float block = 0;
                         for (const float s : samples) block = std::max(block, std::abs(s));
                         peak = std::max(peak, block);
                         done += static_cast<std::int64_t>(samples.size() / channels);
                         if (block > kAudible * peak) audible = done;
                         return Status();
                       });
  if (!status) return std::move(status).error();
  const float gain = peak > 0 ? kPeak / peak : 1;
  const std::int64_t frames = channels == 1 ? source.most_frames() : audible;

  auto sink = create_sound_file(output, {kSampleRateHz, source.channels(), frames});
  if (!sink) return std::move(sink).error();
  std::array<float, 2 * kBlock> loud;
  status = play(source, frames, "rendering", progress, cancellation,
                [&](std::span<const float> samples) {
                  const std::span<float> to = std::span(loud).first(samples.size());
                  std::transform(samples.begin(), samples.end(), to.begin(),
                                 [gain](float sample) { return gain * sample; });
                  return (*sink)->write(to);
                });
  if (status) status = (*sink)->finish();
  if (!status) return std::move(status).error();
  Rendering rendering;
  rendering.seconds = static_cast<double>(frames) / kSampleRateHz;
  rendering.notes = voice->notes;
  rendering.drum_notes = drums;
  rendering.played_with = voice->name;
  if (!voice->remark.empty()) rendering.remarks.push_back(voice->remark);
  return rendering;
}

}  // namespace

Result<int> instrument_program(const std::string& text) { return parse_instrument(text); }

Status check_render_target(const std::string& output) {
  if (score_format_of(output) || check_sound_file_name(output).ok()) return {};
  return Error{ErrorCode::kInvalidArgument,
               output +
                   ": the name must end in .wav, .flac or .ogg (sound), .mid, .abc or .musicxml "
                   "(notes) to say what to write",
               {}};
}

Result<Rendering> render_to_file(const Score& score, const std::string& output,
                                 const RenderOptions& options, const ProgressCallback& progress,
                                 const Cancellation& cancellation) {
  if (const auto format = score_format_of(output)) {
    return write_notation(score, *format, output, options);
  }
  return render_sound(score, output, options, progress, cancellation);
}

}  // namespace bach
