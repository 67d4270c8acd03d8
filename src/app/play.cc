#include "app/play.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "app/render/voice.h"
#include "audio/sound_output.h"

namespace bach {
namespace {

// So much is heard before the first sound, to know how loud it gets.
constexpr std::int64_t kHeardBefore = 20 * kSampleRateHz;

// The gain that brings the loudest sample so far to kPeak: it only ever falls, over a block.
class Loudness {
 public:
  void hear(std::span<const float> samples) { peak_ = std::max(peak_, peak_of(samples)); }

  void apply(std::span<float> samples) {
    const float before = gain();
    hear(samples);
    const float step = (gain() - before) / static_cast<float>(samples.size());
    for (std::size_t k = 0; k < samples.size(); ++k) {
      samples[k] *= before + step * static_cast<float>(k);
    }
  }

  bool audible(std::span<const float> samples) const { return peak_of(samples) > kAudible * kPeak; }

 private:
  float gain() const { return peak_ > 0 ? kPeak / peak_ : 1; }

  float peak_ = 0;
};

Status listen_ahead(const Voice& voice, const Passage& passage, Loudness& loudness,
                    const Cancellation& cancellation) {
  Passage first = passage;
  first.end = first.end ? std::min(*first.end, kHeardBefore) : kHeardBefore;
  return play_passage(voice, first, [&](std::span<const float> samples) -> Status {
    if (cancellation.requested()) return Error{ErrorCode::kCancelled, "stopped", {}};
    loudness.hear(samples);
    return {};
  });
}

// Before a passage that begins long after the last one was heard.
Status play_silence(std::int64_t frames, int channels, const SoundConsumer& consume) {
  std::vector<float> block;
  while (frames > 0) {
    const auto count = std::min<std::int64_t>(frames, kBlockFrames);
    block.assign(static_cast<std::size_t>(count * channels), 0);
    if (Status status = consume(block); !status) return status;
    frames -= count;
  }
  return {};
}

}  // namespace

Result<Rendering> play_score(const Score& score, const std::string& device,
                             const RenderOptions& options, const ProgressCallback& progress,
                             const Cancellation& cancellation) {
  const Result<Voice> voice = voice_of(score, options);
  if (!voice) return voice.error();
  auto output = open_sound_output(kSampleRateHz, voice->channels(), device);
  if (!output) return std::move(output).error();
  const std::vector<Passage> passages = passages_of(voice->notes, kSampleRateHz);
  Loudness loudness;
  Status status = listen_ahead(*voice, passages.front(), loudness, cancellation);
  double last = 0;
  for (const TimedNote& note : voice->notes) last = std::max(last, note.end_seconds);
  const auto seconds = static_cast<std::uint64_t>(last);
  const auto last_frame = static_cast<std::int64_t>(last * kSampleRateHz);

  std::int64_t done = 0;
  bool over = false;
  const auto sound = [&](std::span<float> samples) -> Status {
    if (cancellation.requested()) return Error{ErrorCode::kCancelled, "stopped", {}};
    loudness.apply(samples);
    over = over || (done > last_frame && !loudness.audible(samples));
    if (over) return {};
    const auto at = static_cast<std::uint64_t>(done / kSampleRateHz);
    if (progress) progress({voice->name, at, std::max(at, seconds), "s"});
    done += static_cast<std::int64_t>(samples.size()) / voice->channels();
    return (*output)->write(samples);
  };
  for (const Passage& passage : passages) {
    if (status) status = play_silence(passage.begin - done, voice->channels(), sound);
    if (status) status = play_passage(*voice, passage, sound);
  }
  if (status) status = (*output)->finish();
  if (!status) return std::move(status).error();
  Rendering rendering;
  rendering.seconds = static_cast<double>(done) / kSampleRateHz;
  rendering.notes = voice->written;
  rendering.drum_notes = drum_notes(score);
  rendering.played_with = voice->name;
  if (!voice->remark.empty()) rendering.remarks.push_back(voice->remark);
  return rendering;
}

}  // namespace bach
