// MIDI files put together byte by byte, and their events in words.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "midi/file.h"

namespace bach {

inline void PrintTo(const Repair& repair, std::ostream* out) { *out << describe(repair); }

namespace test {

using Bytes = std::vector<std::uint8_t>;

inline Bytes text(std::string_view letters) { return {letters.begin(), letters.end()}; }

inline Bytes join(std::initializer_list<Bytes> parts) {
  Bytes all;
  for (const Bytes& part : parts) {
    for (const std::uint8_t byte : part) all.push_back(byte);
  }
  return all;
}

inline Bytes u32(std::uint64_t value) {
  return {static_cast<std::uint8_t>(value >> 24), static_cast<std::uint8_t>(value >> 16),
          static_cast<std::uint8_t>(value >> 8), static_cast<std::uint8_t>(value)};
}

// Fourteen bytes. `division` as it stands in the file.
inline Bytes header(int format, int tracks, int division = 96) {
  return join({text("MThd"),
               u32(6),
               {static_cast<std::uint8_t>(format >> 8), static_cast<std::uint8_t>(format),
                static_cast<std::uint8_t>(tracks >> 8), static_cast<std::uint8_t>(tracks),
                static_cast<std::uint8_t>(division >> 8), static_cast<std::uint8_t>(division)}});
}

inline Bytes chunk(std::string_view mark, const Bytes& body) {
  return join({text(mark), u32(body.size()), body});
}

inline const Bytes kEnd = {0x00, 0xFF, 0x2F, 0x00};

// A track with its end; the events begin at byte 8 of it.
inline Bytes track(const Bytes& events) { return chunk("MTrk", join({events, kEnd})); }

// A quarter note (at 96 ticks) right away: eight bytes.
inline Bytes quarter(std::uint8_t pitch) { return {0, 0x90, pitch, 64, 96, 0x80, pitch, 0}; }

// Channel messages as "0 on 60" or "96 off 60", the rest by their status and size; then the end.
inline std::string in_words(const MidiTrack& track) {
  std::string words;
  for (const MidiEvent& event : track.events) {
    words += std::to_string(event.tick) + " ";
    const int kind = event.status & 0xF0;
    if (kind == midi::kNoteOn && event.data2 > 0) {
      words += "on " + std::to_string(event.data1);
    } else if (kind == midi::kNoteOff || kind == midi::kNoteOn) {
      words += "off " + std::to_string(event.data1);
    } else if (event.status == midi::kMeta) {
      words += "meta " + std::to_string(event.data1) + " size " + std::to_string(event.size);
    } else if (event.status >= midi::kSysEx) {
      words += "sysex size " + std::to_string(event.size);
    } else {
      words += "control " + std::to_string(event.data1);
    }
    words += ", ";
  }
  return words + "end " + std::to_string(track.end);
}

}  // namespace test
}  // namespace bach
