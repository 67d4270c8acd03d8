// The sine synthesiser as a source of sound, one channel.
#pragma once

#include <span>

#include "audio/sine_synthesiser.h"
#include "audio/sound_source.h"

namespace bach {

class SineSource final : public SoundSource {
 public:
  SineSource(std::span<const TimedNote> notes, int sample_rate_hz) {
    synthesiser_.init(notes, sample_rate_hz);
  }

  int channels() const override { return 1; }
  std::int64_t most_frames() const override { return synthesiser_.length(); }
  void render(std::span<float> out) override { synthesiser_.render({1}, out); }

 private:
  SineSynthesiser synthesiser_;
};

}  // namespace bach
