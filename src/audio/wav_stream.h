// A 16-bit PCM WAV stream that is never sought in, for pipes.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>

#include "audio/sound_file.h"

namespace bach {

inline constexpr std::size_t kWavHeaderBytes = 44;

// The RIFF, fmt and data chunk headers of a file whose samples follow. Requires
// wav_fits(shape).
std::array<std::uint8_t, kWavHeaderBytes> wav_header(const SoundShape& shape);

// Whether the sizes fit the header's 32-bit fields: 13 hours of one channel at 44.1 kHz.
bool wav_fits(const SoundShape& shape);

// Writes header and samples to the open file descriptor `fd`, which stays open and must outlive the
// sink; `name` is for errors.
Result<std::unique_ptr<SoundSink>> create_wav_stream(int fd, const std::string& name,
                                                     const SoundShape& shape);

}  // namespace bach
