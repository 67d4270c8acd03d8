#include "app/render/voice.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>

#include "audio/font_synthesiser.h"
#include "audio/performance.h"
#include "audio/sine_source.h"
#include "audio/sound_font.h"

namespace bach {
namespace {

constexpr int kBlocksBetweenReports = 64;  // 6 s of sound
// Quieter than this, of the peak, the end of a sound is silence: −66 dB.
constexpr float kAudible = 5e-4f;

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
  const Result<std::string> font = find_sound_font(options.sound_font);
  if (!font) return font.error();
  const std::vector<TimedNote> notes =
      played_notes(options.deadpan ? score : performed(score, options.seed), options);
  auto source = create_font_synthesiser(notes, *font, kSampleRateHz);
  if (!source) return std::move(source).error();
  return Voice{std::move(*source), notes.size(), std::filesystem::path(*font).filename().string(),
               ""};
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
  const std::vector<TimedNote> written = played_notes(score, options);
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
  return Voice{std::make_unique<SineSource>(written, kSampleRateHz), written.size(), "sine waves",
               std::move(remark)};
}

Status stream(SoundSource& source, std::int64_t frames, const std::string& stage,
              const ProgressCallback& progress, const Cancellation& cancellation,
              const SoundConsumer& consume) {
  std::array<float, 2 * kBlockFrames> block;
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
    const std::int64_t count = std::min<std::int64_t>(kBlockFrames, frames - done);
    const std::span<float> samples =
        std::span(block).first(static_cast<std::size_t>(count * source.channels()));
    source.render(samples);
    if (Status status = consume(samples); !status) return status;
    done += count;
  }
  return {};
}

Result<Loudness> listen(SoundSource& source, const ProgressCallback& progress,
                        const Cancellation& cancellation) {
  const auto channels = static_cast<std::size_t>(source.channels());
  Loudness heard;
  std::int64_t done = 0;
  const Status status = stream(source, source.most_frames(), "listening", progress, cancellation,
                               [&](std::span<const float> samples) {
                                 float block = 0;
                                 for (const float s : samples) block = std::max(block, std::abs(s));
                                 heard.peak = std::max(heard.peak, block);
                                 done += static_cast<std::int64_t>(samples.size() / channels);
                                 if (block > kAudible * heard.peak) heard.frames = done;
                                 return Status();
                               });
  if (!status) return status.error();
  return heard;
}

}  // namespace bach
