#include "harmony/chord.h"

#include <array>

namespace bach {

std::uint16_t chord_classes(const Chord& chord) {
  // Above the root, as bits.
  constexpr std::array<unsigned, kChordQualities> kTones = {
      1U | 1U << 4 | 1U << 7, 1U | 1U << 3 | 1U << 7, 1U | 1U << 4 | 1U << 7 | 1U << 10,
      1U | 1U << 3 | 1U << 6, 1U | 1U << 3 | 1U << 6 | 1U << 9};
  const unsigned tones = kTones[static_cast<std::size_t>(chord.quality)] << (chord.root % 12);
  return static_cast<std::uint16_t>((tones | tones >> 12) & 0xFFFU);
}

}  // namespace bach
