// What plays a score: a synthesiser with the notes it is given.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "app/render.h"
#include "audio/sound_source.h"
#include "audio/timed_note.h"
#include "base/cancel.h"
#include "base/progress.h"

namespace bach {

inline constexpr int kSampleRateHz = 44100;
inline constexpr std::size_t kBlockFrames = 4096;

struct Voice {
  std::unique_ptr<SoundSource> source;  // at kSampleRateHz
  std::size_t notes = 0;
  std::string name;    // "TimGM6mb.sf2", "sine waves"
  std::string remark;  // why it is not what was wished; may be empty
};

// The notes as they are written, by the options.
std::vector<TimedNote> played_notes(const Score& score, const RenderOptions& options);

// Sines take the place of a SoundFont that is missing, unless it was named. Errors: kInvalidData
// when there is nothing to play, kLimit when it is longer than kLongestSoundSeconds and not
// options.any_length.
Result<Voice> voice_of(const Score& score, const RenderOptions& options);

using SoundConsumer = std::function<Status(std::span<const float>)>;

// One pass over `frames` of a sound from its beginning, in blocks of at most kBlockFrames.
// kCancelled when it is stopped.
Status stream(SoundSource& source, std::int64_t frames, const std::string& stage,
              const ProgressCallback& progress, const Cancellation& cancellation,
              const SoundConsumer& consume);

struct Loudness {
  float peak = 0;
  std::int64_t frames = 0;  // until it is silent for good
};
// Plays all of it to nobody.
Result<Loudness> listen(SoundSource& source, const ProgressCallback& progress,
                        const Cancellation& cancellation);

}  // namespace bach
