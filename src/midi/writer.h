// Standard MIDI Files out of events.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "midi/file.h"

namespace bach {

// Writes a file event by event, without holding the events. Ticks of a track must not decrease (an
// earlier one is taken for the one before), data bytes must be below 128, payloads shorter than
// 2^28 bytes, tracks at most 65535, each shorter than 4 GiB. Deltas beyond 2^28 - 1 are split by
// empty text events (7 bytes each).
class MidiWriter {
 public:
  MidiWriter(int format, const Division& division, std::size_t tracks);

  void begin_track();
  void channel(std::int64_t tick, std::uint8_t status, std::uint8_t data1, std::uint8_t data2 = 0);
  // `status` is kMeta (with its type), kSysEx or kSysExEscape.
  void payload(std::int64_t tick, std::uint8_t status, std::uint8_t type,
               std::span<const std::uint8_t> bytes);
  void end_track(std::int64_t tick);

  std::vector<std::uint8_t> take() { return std::move(bytes_); }

 private:
  void u8(unsigned value) { bytes_.push_back(static_cast<std::uint8_t>(value)); }
  void u16(unsigned value);
  void u32(std::uint32_t value);
  void text(std::string_view letters) {
    for (const char letter : letters) u8(static_cast<unsigned char>(letter));
  }
  void number(std::uint32_t value);
  // Brings the time to `tick`; what is too far for one number is reached in steps.
  void advance(std::int64_t tick);

  std::vector<std::uint8_t> bytes_;
  std::size_t length_at_ = 0;  // of the track being written
  std::int64_t now_ = 0;
};

// Always a clean file: every status written out, every track with its end, which is moved behind
// its last event where it is not. The conditions are MidiWriter's. Repairs are not written.
std::vector<std::uint8_t> write_midi(const MidiFile& file);

}  // namespace bach
