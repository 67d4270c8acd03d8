#include "app/play.h"

#include <algorithm>
#include <vector>

#include "app/render/voice.h"
#include "audio/sound_output.h"

namespace bach {

Result<Rendering> play_score(const Score& score, const std::string& device,
                             const RenderOptions& options, const ProgressCallback& progress,
                             const Cancellation& cancellation) {
  Result<Voice> voice = voice_of(score, options);
  if (!voice) return std::move(voice).error();
  SoundSource& source = *voice->source;
  auto output = open_sound_output(kSampleRateHz, source.channels(), device);
  if (!output) return std::move(output).error();
  const Result<Loudness> heard = listen(source, {}, cancellation);
  if (!heard) return heard.error();

  const float gain = heard->peak > 0 ? kPeak / heard->peak : 1;
  const auto channels = static_cast<std::size_t>(source.channels());
  std::vector<float> loud;
  std::int64_t done = 0;
  Status status =
      stream(source, heard->frames, "", {}, cancellation, [&](std::span<const float> samples) {
        loud.assign(samples.begin(), samples.end());
        for (float& sample : loud) sample *= gain;
        if (progress) {
          progress({voice->name, static_cast<std::uint64_t>(done / kSampleRateHz),
                    static_cast<std::uint64_t>(heard->frames / kSampleRateHz), "s"});
        }
        done += static_cast<std::int64_t>(samples.size() / channels);
        return (*output)->write(loud);
      });
  if (status) status = (*output)->finish();
  if (!status) return std::move(status).error();
  Rendering rendering;
  rendering.seconds = static_cast<double>(heard->frames) / kSampleRateHz;
  rendering.notes = voice->notes;
  rendering.drum_notes = drum_notes(score);
  rendering.played_with = voice->name;
  if (!voice->remark.empty()) rendering.remarks.push_back(voice->remark);
  return rendering;
}

}  // namespace bach
