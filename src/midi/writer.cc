#include "midi/writer.h"

#include <algorithm>

namespace bach {

MidiWriter::MidiWriter(int format, const Division& division, std::size_t tracks) {
  text("MThd");
  u32(6);
  u16(static_cast<unsigned>(format));
  u16(static_cast<unsigned>(std::min<std::size_t>(tracks, 0xFFFF)));
  if (division.ticks_per_quarter > 0) {
    u16(static_cast<unsigned>(division.ticks_per_quarter));
  } else {
    u8(static_cast<unsigned>(256 - division.frames_per_second));
    u8(static_cast<unsigned>(division.ticks_per_frame));
  }
}

void MidiWriter::begin_track() {
  text("MTrk");
  length_at_ = bytes_.size();
  u32(0);
  now_ = 0;
}

void MidiWriter::channel(std::int64_t tick, std::uint8_t status, std::uint8_t data1,
                         std::uint8_t data2) {
  advance(tick);
  u8(status);
  u8(data1);
  if (midi::data_bytes(status) == 2) u8(data2);
}

void MidiWriter::payload(std::int64_t tick, std::uint8_t status, std::uint8_t type,
                         std::span<const std::uint8_t> bytes) {
  advance(tick);
  u8(status);
  if (status == midi::kMeta) u8(type);
  number(static_cast<std::uint32_t>(bytes.size()));
  bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
}

void MidiWriter::end_track(std::int64_t tick) {
  payload(tick, midi::kMeta, midi::kEndOfTrack, {});
  const auto length = static_cast<std::uint32_t>(bytes_.size() - length_at_ - 4);
  for (std::size_t i = 0; i < 4; ++i) {
    bytes_[length_at_ + i] = static_cast<std::uint8_t>(length >> (24 - 8 * i));
  }
}

void MidiWriter::u16(unsigned value) {
  u8(value >> 8);
  u8(value);
}

void MidiWriter::u32(std::uint32_t value) {
  u16(value >> 16);
  u16(value);
}

void MidiWriter::number(std::uint32_t value) {
  for (int shift = 21; shift > 0; shift -= 7) {
    if (value >> shift != 0) u8((value >> shift & 0x7F) | 0x80);
  }
  u8(value & 0x7F);
}

void MidiWriter::advance(std::int64_t tick) {
  std::int64_t gap = std::max<std::int64_t>(tick - now_, 0);
  for (; gap > midi::kMostNumber; gap -= midi::kMostNumber) {
    number(midi::kMostNumber);
    u8(midi::kMeta);
    u8(midi::kText);
    number(0);
  }
  number(static_cast<std::uint32_t>(gap));
  now_ = std::max(now_, tick);
}

std::vector<std::uint8_t> write_midi(const MidiFile& file) {
  MidiWriter out(file.format, file.division, file.tracks.size());
  for (const MidiTrack& track : file.tracks) {
    out.begin_track();
    for (const MidiEvent& event : track.events) {
      if (event.status >= midi::kSysEx) {
        out.payload(event.tick, event.status, event.data1, track.payload(event));
      } else {
        out.channel(event.tick, event.status, event.data1, event.data2);
      }
    }
    out.end_track(track.end);
  }
  return out.take();
}

}  // namespace bach
