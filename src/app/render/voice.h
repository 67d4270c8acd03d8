// What plays a score: a synthesiser with the notes it is given.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "app/render.h"
#include "audio/passages.h"
#include "audio/timed_note.h"

namespace bach {

inline constexpr int kSampleRateHz = 44100;
inline constexpr std::size_t kBlockFrames = 4096;

struct Voice {
  std::vector<TimedNote> notes;
  std::string font;         // empty: sine waves
  std::size_t written = 0;  // notes
  std::string name;         // "TimGM6mb.sf2", "sine waves"
  std::string remark;       // why it is not what was wished; may be empty

  bool sines() const { return font.empty(); }
  int channels() const { return sines() ? 1 : 2; }
};

// The notes as they are written, by the options.
std::vector<TimedNote> played_notes(const Score& score, const RenderOptions& options);

// Sines take the place of a SoundFont that is missing or cannot be read, unless it was named.
// Errors: kInvalidData when there is nothing to play, kLimit when it is longer than kLongestSoundSeconds and not
// options.any_length.
Result<Voice> voice_of(const Score& score, const RenderOptions& options);

// Gets the next frames, at most kBlockFrames, and may change them.
using SoundConsumer = std::function<Status(std::span<float>)>;

// The sound of a passage of voice.notes until nothing is heard of it any more or the next one begins;
// there it is faded out. Any thread may play one. Errors: those of the synthesiser and of `consume`.
Status play_passage(const Voice& voice, const Passage& passage, const SoundConsumer& consume);

// Quieter than this, of the peak, the end of a sound is silence: −66 dB.
inline constexpr float kAudible = 5e-4f;
float peak_of(std::span<const float> samples);

}  // namespace bach
