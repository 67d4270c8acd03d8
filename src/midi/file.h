// A Standard MIDI File as plain values: bytes and events, no music.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "midi/repair.h"

namespace bach {

namespace midi {
// Status bytes; those of channel messages carry the channel in their low four bits.
inline constexpr std::uint8_t kNoteOff = 0x80;
inline constexpr std::uint8_t kNoteOn = 0x90;
inline constexpr std::uint8_t kProgramChange = 0xC0;
inline constexpr std::uint8_t kSysEx = 0xF0;
inline constexpr std::uint8_t kSysExEscape = 0xF7;
inline constexpr std::uint8_t kMeta = 0xFF;
// Types of meta events.
inline constexpr std::uint8_t kText = 0x01;
inline constexpr std::uint8_t kTrackName = 0x03;
inline constexpr std::uint8_t kMarker = 0x06;
inline constexpr std::uint8_t kEndOfTrack = 0x2F;
inline constexpr std::uint8_t kTempo = 0x51;
inline constexpr std::uint8_t kTimeSignature = 0x58;
inline constexpr std::uint8_t kKeySignature = 0x59;
// What a header can count, but for a track of ours in front.
inline constexpr std::size_t kMostTracks = 65534;
// The largest variable-length number.
inline constexpr std::uint32_t kMostNumber = (std::uint32_t{1} << 28) - 1;

// How many data bytes follow the status of a channel message.
constexpr int data_bytes(std::uint8_t status) { return (status & 0xE0) == 0xC0 ? 1 : 2; }
}  // namespace midi

// What a tick is: a part of a quarter note, or a part of a film frame (SMPTE).
struct Division {
  int ticks_per_quarter = 480;  // 1 … 32767; 0 when the file counts frames
  int frames_per_second = 0;    // 24, 25, 29 (for 29.97) or 30; any of 1 … 128 may be met
  int ticks_per_frame = 0;      // 1 … 255

  bool operator==(const Division&) const = default;
};

struct MidiEvent {
  std::int64_t tick = 0;    // from the start of the track
  std::uint32_t begin = 0;  // of the payload in MidiTrack::payloads
  std::uint32_t size = 0;   // of the payload; 0 for channel messages
  std::uint8_t status = 0;  // 0x80 … 0xEF, kSysEx, kSysExEscape or kMeta
  std::uint8_t data1 = 0;   // first data byte, 0 … 127; the type of a meta event
  std::uint8_t data2 = 0;   // second data byte, 0 … 127; 0 where there is none

  bool operator==(const MidiEvent&) const = default;
};

struct MidiTrack {
  std::vector<MidiEvent> events;  // ticks never decrease; the end of track is not among them
  std::vector<std::uint8_t> payloads;
  std::int64_t end = 0;  // tick of the end of track

  std::span<const std::uint8_t> payload(const MidiEvent& event) const {
    return std::span(payloads).subspan(event.begin, event.size);
  }
  void add(std::int64_t tick, std::uint8_t status, std::uint8_t data1, std::uint8_t data2 = 0);
  // `status` is kMeta (with its type), kSysEx or kSysExEscape (type 0).
  void add_payload(std::int64_t tick, std::uint8_t status, std::uint8_t type,
                   std::span<const std::uint8_t> payload);

  bool operator==(const MidiTrack&) const = default;
};

struct MidiFile {
  int format = 1;  // 0, 1 or 2
  Division division;
  std::vector<MidiTrack> tracks;
  std::vector<Repair> repairs;  // what reading had to mend; describe() puts it into words
};

}  // namespace bach
