// The system's loudspeakers, through ALSA (which PipeWire and PulseAudio answer too).
#pragma once

#include <memory>
#include <span>
#include <string>

#include "base/result.h"

namespace bach {

class SoundOutput {
 public:
  virtual ~SoundOutput() = default;
  // Interleaved samples in [−1, 1], clipped beyond. Waits until there is room: at most a fifth of a
  // second is ahead of what is heard.
  virtual Status write(std::span<const float> samples) = 0;
  // Waits until all is heard.
  virtual Status finish() = 0;
};

// `device` is an ALSA name, "default" when empty. The library, libasound.so.2, is loaded when the
// first one is made. Errors: kUnsupported when it cannot be loaded, kNotFound when the device
// cannot be opened.
Result<std::unique_ptr<SoundOutput>> open_sound_output(int sample_rate_hz, int channels,
                                                       const std::string& device);

}  // namespace bach
