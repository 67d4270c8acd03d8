#include "app/render.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <memory>
#include <span>

#include "audio/sine_synthesiser.h"
#include "audio/sound_file.h"
#include "audio/timed_note.h"

namespace bach {
namespace {

constexpr int kSampleRateHz = 44100;
constexpr std::size_t kBlock = 4096;
constexpr int kBlocksBetweenReports = 64;  // 6 s of sound

using Consumer = std::function<Status(std::span<const float>)>;

// One pass over the whole sound, block by block.
Status play(SineSynthesiser& synthesiser, float gain, const std::string& stage,
            const ProgressCallback& progress, const Cancellation& cancellation,
            const Consumer& consume) {
  std::array<float, kBlock> block;
  const std::int64_t length = synthesiser.length();
  int blocks = 0;
  synthesiser.reset();
  for (std::int64_t done = 0; done < length; ++blocks) {
    if (cancellation.requested()) {
      return Error{ErrorCode::kCancelled, "stopped; nothing written", {}};
    }
    if (progress && blocks % kBlocksBetweenReports == 0) {
      progress({stage, static_cast<std::uint64_t>(done / kSampleRateHz),
                static_cast<std::uint64_t>(length / kSampleRateHz), "s of sound"});
    }
    const std::int64_t count = std::min<std::int64_t>(kBlock, length - done);
    const std::span<float> samples = std::span(block).first(static_cast<std::size_t>(count));
    synthesiser.render({gain}, samples);
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
                                 const ScoreLabels& labels) {
  Result<std::vector<std::string>> remarks = save_score(score, format, labels, output);
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
  const std::vector<TimedNote> notes =
      options.flat ? flat_notes(score, options.flat_notes) : timed_notes(score);
  const std::size_t drums = drum_notes(score);
  if (notes.empty()) {
    return Error{ErrorCode::kInvalidData,
                 drums > 0 ? "nothing to play: all notes are drums" : "nothing to play: no notes",
                 {}};
  }
  SineSynthesiser synthesiser;
  synthesiser.init(notes, kSampleRateHz);
  const double seconds = static_cast<double>(synthesiser.length()) / kSampleRateHz;
  if (Status status = check_length(seconds, options); !status) return std::move(status).error();

  auto sink = create_sound_file(output, {kSampleRateHz, 1, synthesiser.length()});
  if (!sink) return std::move(sink).error();

  float peak = 0;
  Status status = play(synthesiser, 1, "listening", progress, cancellation,
                       [&](std::span<const float> samples) {
                         for (const float s : samples) peak = std::max(peak, std::abs(s));
                         return Status();
                       });
  if (!status) return std::move(status).error();
  const float gain = peak > 0 ? kPeak / peak : 1;
  status = play(synthesiser, gain, "rendering", progress, cancellation,
                [&](std::span<const float> samples) { return (*sink)->write(samples); });
  if (status) status = (*sink)->finish();
  if (!status) return std::move(status).error();
  return Rendering{true, seconds, notes.size(), drums, {}};
}

}  // namespace

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
    return write_notation(score, *format, output, options.labels);
  }
  return render_sound(score, output, options, progress, cancellation);
}

}  // namespace bach
