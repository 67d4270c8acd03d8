// Chords as plain values: a root and what stands above it.
#pragma once

#include <compare>
#include <cstdint>

namespace bach {

// What is told apart by the notes of a chord alone. Other sevenths (ii7, IV7) are their triads; see
// HarmonySpan::seventh.
enum class ChordQuality : std::uint8_t {
  kMajor,
  kMinor,
  kDominantSeventh,
  kDiminished,
  kDiminishedSeventh,
};
inline constexpr int kChordQualities = 5;

struct Chord {
  std::uint8_t root = 0;  // pitch class 0 … 11
  ChordQuality quality = ChordQuality::kMajor;

  auto operator<=>(const Chord&) const = default;
};

// Its pitch classes as bits: bit 0 is C.
std::uint16_t chord_classes(const Chord& chord);
// Any pitch, below 0, too.
inline bool is_chord_tone(const Chord& chord, int pitch) {
  return (chord_classes(chord) >> ((pitch % 12 + 12) % 12) & 1) != 0;
}

}  // namespace bach
