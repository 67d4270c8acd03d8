#include "audio/wav_stream.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <limits>
#include <string_view>
#include <vector>

#include "base/file.h"

namespace bach {
namespace {

constexpr std::uint64_t kBytesPerSample = 2;

std::uint64_t data_bytes(const SoundShape& shape) {
  return static_cast<std::uint64_t>(shape.frames) * static_cast<std::uint64_t>(shape.channels) *
         kBytesPerSample;
}

class WavStream final : public SoundSink {
 public:
  WavStream(int fd, std::string name) : fd_(fd), name_(std::move(name)) {}

  Status put(std::span<const std::uint8_t> bytes) {
    while (!bytes.empty()) {
      const ssize_t written = ::write(fd_, bytes.data(), bytes.size());
      if (written < 0) {
        if (errno == EINTR) continue;
        return system_error(errno, "write", name_);
      }
      bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return {};
  }

  Status write(std::span<const float> samples) override {
    bytes_.clear();
    for (const float sample : samples) {
      const long value = std::lround(std::clamp(sample, -1.0f, 1.0f) * 32767.0f);
      bytes_.push_back(static_cast<std::uint8_t>(value & 0xFF));
      bytes_.push_back(static_cast<std::uint8_t>(value >> 8 & 0xFF));
    }
    return put(bytes_);
  }

  Status finish() override { return {}; }

 private:
  int fd_;
  std::string name_;
  std::vector<std::uint8_t> bytes_;
};

}  // namespace

bool wav_fits(const SoundShape& shape) {
  constexpr std::uint64_t kMost = std::numeric_limits<std::uint32_t>::max() - kWavHeaderBytes;
  return static_cast<std::uint64_t>(shape.frames) <=
         kMost / (kBytesPerSample * static_cast<std::uint64_t>(shape.channels));
}

std::array<std::uint8_t, kWavHeaderBytes> wav_header(const SoundShape& shape) {
  std::array<std::uint8_t, kWavHeaderBytes> header{};
  std::size_t at = 0;
  const auto text = [&](std::string_view four) {
    for (const char c : four) header[at++] = static_cast<std::uint8_t>(c);
  };
  const auto number = [&](std::uint64_t value, int width) {
    for (int i = 0; i < width; ++i) header[at++] = static_cast<std::uint8_t>(value >> (8 * i));
  };
  const auto channels = static_cast<std::uint64_t>(shape.channels);
  const auto rate = static_cast<std::uint64_t>(shape.sample_rate_hz);
  const std::uint64_t frame = channels * kBytesPerSample;
  text("RIFF");
  number(data_bytes(shape) + kWavHeaderBytes - 8, 4);
  text("WAVEfmt ");
  number(16, 4);  // bytes of this chunk
  number(1, 2);   // PCM
  number(channels, 2);
  number(rate, 4);
  number(rate * frame, 4);
  number(frame, 2);
  number(8 * kBytesPerSample, 2);
  text("data");
  number(data_bytes(shape), 4);
  return header;
}

Result<std::unique_ptr<SoundSink>> create_wav_stream(int fd, const std::string& name,
                                                     const SoundShape& shape) {
  auto sink = std::make_unique<WavStream>(fd, name);
  if (Status status = sink->put(wav_header(shape)); !status) return std::move(status).error();
  return std::unique_ptr<SoundSink>(std::move(sink));
}

}  // namespace bach
