// Where sound comes from, block by block.
#pragma once

#include <cstdint>
#include <span>

namespace bach {

// One thread at a time.
class SoundSource {
 public:
  virtual ~SoundSource() = default;

  virtual int channels() const = 0;
  // Frames after which nothing is heard any more, at the latest.
  virtual std::int64_t most_frames() const = 0;
  // The next frames, interleaved; out.size() is a multiple of channels().
  virtual void render(std::span<float> out) = 0;
};

}  // namespace bach
