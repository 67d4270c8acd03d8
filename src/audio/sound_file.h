// Sound out: WAV, FLAC or OGG files by name, or WAV to standard output.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "base/result.h"

namespace bach {

// About 200 kbit/s for two channels.
inline constexpr double kUsualVorbisQuality = 0.6;

struct SoundShape {
  int sample_rate_hz = 44100;
  int channels = 1;         // interleaved
  std::int64_t frames = 0;  // one sample for each channel; known before the first is written
  double vorbis_quality = kUsualVorbisQuality;  // 0 … 1
};

// Writes exactly shape.frames frames, then finish(). Destroyed before a successful finish(), it
// leaves the target as it was and no temporary file. One thread at a time.
class SoundSink {
 public:
  virtual ~SoundSink() = default;
  // Samples in [−1, 1], clipped beyond; a whole number of frames.
  virtual Status write(std::span<const float> samples) = 0;
  // Puts the file in its place; nothing may be written afterwards.
  virtual Status finish() = 0;
};

// By the ending of `path`, in either case:
//   .wav        16-bit PCM
//   .flac       16-bit
//   .ogg .oga   Vorbis
// "-" is 16-bit WAV on standard output. Files are written to a temporary name and renamed by
// finish(). Errors: kInvalidArgument for another ending (the message lists these), kLimit for more
// than a WAV file's 4 GiB, kNotFound, kAccess, kIo. An error names the path.
Result<std::unique_ptr<SoundSink>> create_sound_file(const std::string& path,
                                                     const SoundShape& shape);

// Whether create_sound_file() knows the ending; the error is the same.
Status check_sound_file_name(const std::string& path);
// And whether what it takes is installed.
Status check_can_write_sound(const std::string& path);

}  // namespace bach
