// What is known of instruments beyond their sound: one line each, in instruments.cc.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/export.h"

namespace bach {

enum class Clef : std::uint8_t {
  kBass,
  kAlto,
  kTreble,
  kTreble8,  // with an 8 below it: sounds an octave lower
};

// How one player sounds several notes at once.
enum class Together : std::uint8_t {
  kNever,    // wind instruments
  kBowed,    // on strings side by side
  kPlucked,  // on any strings
  kMallets,  // two in each hand
};

inline constexpr std::size_t kMostStrings = 6;

struct Instrument {
  std::string_view name;            // in small letters, as people type it
  int first_program, last_program;  // of General MIDI, 0-based; the first is its usual sound
  Clef clef;                        // however high it climbs
  // Of new notes as they sound, MIDI note numbers; 0 where nothing is composed for it.
  int lowest = 0, highest = 0;
  Together together = Together::kNever;
  // Open, from the lowest; 0: no more. Of mallets none.
  std::array<int, kMostStrings> strings = {};
  // Semitones between the lowest and the highest stopped note of a chord, along the strings; of
  // mallets between the two of a hand.
  int reach = 0;
  // Semitones from cello music to where this instrument plays the same: its strings on the cello's
  // where it has some, its range on the cello's else. The models learned cello music.
  int above_cello = 0;

  bool composed_for() const { return highest > lowest; }
  std::span<const int> open_strings() const;
};

BACH_API std::span<const Instrument> instruments();

// The first with this program of General MIDI; null: none of the table.
const Instrument* instrument_of(int program);
// By name, in any case; likewise.
BACH_API const Instrument* find_instrument(std::string_view name);
// "cello, cello piccolo, viola …", those that are composed for.
std::string composable_instruments();
// "Cello piccolo", as it stands before a staff.
std::string title_of(const Instrument& instrument);

// What is composed for unless another is asked for.
const Instrument& cello();

}  // namespace bach
