#include "app/render/voice.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <memory>

#include "audio/font_synthesiser.h"
#include "audio/performance.h"
#include "audio/sine_source.h"
#include "audio/sound_font.h"

namespace bach {
namespace {

constexpr std::int64_t kFadeFrames = kSampleRateHz / 20;

Status check_playable(const Score& score, const std::vector<TimedNote>& notes,
                      const RenderOptions& options) {
  if (notes.empty()) {
    return Error{ErrorCode::kInvalidData,
                 drum_notes(score) > 0 ? "nothing to play: all notes are drums"
                                       : "nothing to play: no notes",
                 {}};
  }
  double seconds = 0;
  for (const TimedNote& note : notes) seconds = std::max(seconds, note.end_seconds);
  if (seconds <= kLongestSoundSeconds || options.any_length) return {};
  return Error{ErrorCode::kLimit,
               "the piece lasts " + std::to_string(static_cast<long long>(seconds / 60)) +
                   " minutes, more than two hours; `force` renders it all the same",
               {}};
}

Result<Voice> font_voice(const Score& score, const RenderOptions& options) {
  Result<std::string> font = find_sound_font(options.sound_font);
  if (!font) return std::move(font).error();
  Voice voice;
  voice.notes = played_notes(options.deadpan ? score : performed(score, options.seed), options);
  voice.font = std::move(*font);
  voice.written = voice.notes.size();
  voice.name = std::filesystem::path(voice.font).filename().string();
  // Whether it plays at all.
  const auto plays =
      create_font_synthesiser(std::span(voice.notes).first(1), voice.font, kSampleRateHz);
  if (!plays) return plays.error();
  return voice;
}

Result<std::unique_ptr<SoundSource>> source_of(const Voice& voice, const Passage& passage) {
  std::vector<TimedNote> notes(passage.notes.begin(), passage.notes.end());
  const double begin = static_cast<double>(passage.begin) / kSampleRateHz;
  for (TimedNote& note : notes) {
    note.start_seconds -= begin;
    note.end_seconds -= begin;
  }
  if (!voice.sines()) return create_font_synthesiser(notes, voice.font, kSampleRateHz);
  return std::unique_ptr<SoundSource>(std::make_unique<SineSource>(notes, kSampleRateHz));
}

// The sound is over `left` frames after the first of these.
void fade_out(std::span<float> samples, std::size_t channels, std::int64_t left) {
  const auto first = std::max<std::int64_t>(0, left - kFadeFrames);
  const auto frames = static_cast<std::int64_t>(samples.size() / channels);
  for (std::int64_t frame = first; frame < frames; ++frame) {
    const float gain = static_cast<float>(left - frame) / static_cast<float>(kFadeFrames);
    for (std::size_t channel = 0; channel < channels; ++channel) {
      samples[static_cast<std::size_t>(frame) * channels + channel] *= gain;
    }
  }
}

}  // namespace

std::vector<TimedNote> played_notes(const Score& score, const RenderOptions& options) {
  std::vector<TimedNote> notes =
      options.flat ? flat_notes(score, options.flat_notes) : timed_notes(score);
  if (options.program) {
    for (TimedNote& note : notes) note.program = *options.program;
  }
  return notes;
}

Result<Voice> voice_of(const Score& score, const RenderOptions& options) {
  std::vector<TimedNote> written = played_notes(score, options);
  if (Status playable = check_playable(score, written, options); !playable) {
    return std::move(playable).error();
  }
  std::string remark;
  if (options.sound == Sound::kFont && !options.flat) {
    Result<Voice> voice = font_voice(score, options);
    // A font that was named must be there; one that is merely wished for need not.
    if (voice || !options.sound_font.empty()) return voice;
    remark = "played with sine waves: " + voice.error().message;
  }
  Voice sines;
  sines.written = written.size();
  sines.notes = std::move(written);
  sines.name = "sine waves";
  sines.remark = std::move(remark);
  return sines;
}

Status play_passage(const Voice& voice, const Passage& passage, const SoundConsumer& consume) {
  const auto source = source_of(voice, passage);
  if (!source) return source.error();
  const std::int64_t most = (*source)->most_frames();
  const std::int64_t frames = passage.end ? std::min(most, *passage.end - passage.begin) : most;
  const auto channels = static_cast<std::size_t>(voice.channels());
  std::array<float, 2 * kBlockFrames> block;
  for (std::int64_t done = 0; done < frames;) {
    const std::int64_t count = std::min<std::int64_t>(kBlockFrames, frames - done);
    const std::span<float> samples =
        std::span(block).first(static_cast<std::size_t>(count) * channels);
    (*source)->render(samples);
    if (frames < most) fade_out(samples, channels, frames - done);
    if (Status status = consume(samples); !status) return status;
    done += count;
  }
  return {};
}

float peak_of(std::span<const float> samples) {
  constexpr std::size_t kSideBySide = 16;  // so that none waits for the one before
  std::array<float, kSideBySide> most{};
  while (samples.size() >= kSideBySide) {
    for (std::size_t i = 0; i < kSideBySide; ++i) {
      const float size = std::abs(samples[i]);
      most[i] = size > most[i] ? size : most[i];
    }
    samples = samples.subspan(kSideBySide);
  }
  for (const float sample : samples) most[0] = std::max(most[0], std::abs(sample));
  return *std::max_element(most.begin(), most.end());
}

}  // namespace bach
