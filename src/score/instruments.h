// What is known of instruments beyond their sound: one line each.
#pragma once

#include <array>
#include <string_view>

namespace bach {

enum class Clef { kBass, kTreble };

struct Instrument {
  std::string_view name;
  int first_program, last_program;  // of General MIDI, 0-based
  Clef clef;                        // however high it climbs
  // Of new notes, MIDI note numbers; 0 where nothing is composed for it yet.
  int lowest = 0, highest = 0;
  std::array<int, 4> strings = {};  // open, from the lowest
};

inline constexpr Instrument kCello = {"cello", 42, 42, Clef::kBass, 36, 81, {36, 43, 50, 57}};

inline constexpr std::array<Instrument, 4> kInstruments = {{
    kCello,
    {"bass", 32, 39, Clef::kBass},
    {"contrabass", 43, 43, Clef::kBass},
    {"bassoon", 70, 70, Clef::kBass},
}};

// The instrument of a program of General MIDI; null: none of the table.
constexpr const Instrument* instrument_of(int program) {
  for (const Instrument& instrument : kInstruments) {
    if (program >= instrument.first_program && program <= instrument.last_program) {
      return &instrument;
    }
  }
  return nullptr;
}

}  // namespace bach
