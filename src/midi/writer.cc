#include "midi/writer.h"

#include <algorithm>
#include <span>
#include <string_view>

namespace bach {
namespace {

class ByteWriter {
 public:
  void u8(unsigned value) { bytes_.push_back(static_cast<std::uint8_t>(value)); }
  void u16(unsigned value) {
    u8(value >> 8);
    u8(value);
  }
  void u32(std::uint32_t value) {
    u16(value >> 16);
    u16(value);
  }
  void text(std::string_view letters) {
    bytes_.insert(bytes_.end(), letters.begin(), letters.end());
  }
  void raw(std::span<const std::uint8_t> some) {
    bytes_.insert(bytes_.end(), some.begin(), some.end());
  }
  void number(std::uint32_t value) {
    for (int shift = 21; shift > 0; shift -= 7) {
      if (value >> shift != 0) u8((value >> shift & 0x7F) | 0x80);
    }
    u8(value & 0x7F);
  }
  // Brings the time from `now` to `tick`; what is too far for one number is reached in steps.
  void delta(std::int64_t& now, std::int64_t tick) {
    std::int64_t gap = std::max<std::int64_t>(tick - now, 0);
    for (; gap > midi::kMostNumber; gap -= midi::kMostNumber) {
      number(midi::kMostNumber);
      u8(midi::kMeta);
      u8(midi::kText);
      number(0);
    }
    number(static_cast<std::uint32_t>(gap));
    now = std::max(now, tick);
  }
  std::size_t size() const { return bytes_.size(); }
  void patch_u32(std::size_t at, std::uint32_t value) {
    for (std::size_t i = 0; i < 4; ++i) {
      bytes_[at + i] = static_cast<std::uint8_t>(value >> (24 - 8 * i));
    }
  }
  std::vector<std::uint8_t> take() { return std::move(bytes_); }

 private:
  std::vector<std::uint8_t> bytes_;
};

void write_track(const MidiTrack& track, ByteWriter& out) {
  out.text("MTrk");
  const std::size_t length_at = out.size();
  out.u32(0);
  std::int64_t now = 0;
  for (const MidiEvent& event : track.events) {
    out.delta(now, event.tick);
    out.u8(event.status);
    if (event.status >= midi::kSysEx) {
      if (event.status == midi::kMeta) out.u8(event.data1);
      out.number(event.size);
      out.raw(track.payload(event));
    } else {
      out.u8(event.data1);
      if (midi::data_bytes(event.status) == 2) out.u8(event.data2);
    }
  }
  out.delta(now, track.end);
  out.u8(midi::kMeta);
  out.u8(midi::kEndOfTrack);
  out.number(0);
  out.patch_u32(length_at, static_cast<std::uint32_t>(out.size() - length_at - 4));
}

}  // namespace

std::vector<std::uint8_t> write_midi(const MidiFile& file) {
  ByteWriter out;
  out.text("MThd");
  out.u32(6);
  out.u16(static_cast<unsigned>(file.format));
  out.u16(static_cast<unsigned>(std::min<std::size_t>(file.tracks.size(), 0xFFFF)));
  const Division& division = file.division;
  if (division.ticks_per_quarter > 0) {
    out.u16(static_cast<unsigned>(division.ticks_per_quarter));
  } else {
    out.u8(static_cast<unsigned>(256 - division.frames_per_second));
    out.u8(static_cast<unsigned>(division.ticks_per_frame));
  }
  for (const MidiTrack& track : file.tracks) write_track(track, out);
  return out.take();
}

}  // namespace bach
