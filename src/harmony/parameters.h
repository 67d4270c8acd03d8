// What the finder knows about harmony, as plain numbers: probabilities, all of them relative to a
// tonic, so that transposed music is heard alike.
#pragma once

#include <array>
#include <cstddef>

#include "harmony/functions.h"

namespace bach {

// Where a unit or a note begins.
enum MetricStrength { kOffBeat, kBeat, kHalfBar, kBarLine };
inline constexpr int kStrengths = 4;

// How a note stands in its line, which says how likely it is to belong to the chord:
// place (0 on a beat, 1 on a unit between beats, 2 within one) · 6 + how many of its sides are
// steps (0, 1, 2) · 2 + (1 if it lasts two units or more).
inline constexpr int kNoteKinds = 18;

template <std::size_t kRows, std::size_t kColumns>
using ParameterTable = std::array<std::array<float, kColumns>, kRows>;

struct FinderParameters {
  // P(pitch class above the tonic | function): of a tone of the chord, and of another tone.
  ParameterTable<kFunctions, kTonics> chord_tone{};
  ParameterTable<kFunctions, kTonics> other_tone{};
  // P(a note belongs to the chord | its kind).
  std::array<float, kNoteKinds> belongs{};
  // P(pitch class of the lowest note, above the tonic | function).
  ParameterTable<kFunctions, kTonics> bass{};

  // P(another chord), P(another key) at a unit of that strength.
  std::array<float, kStrengths> change{};
  std::array<float, kStrengths> key_change{};
  // P(next | function) given a change within a key; columns count from the mode's first function.
  ParameterTable<kFunctions, kMostFunctions> move{};
  // P(function | mode) where a key is entered without regard to the chord before.
  std::array<float, kFunctions> enter{};
  float fresh = 0;  // P(it is entered so | another key); else the chord before is heard in both
  float pivot_stay = 0;  // P(that chord lasts | it is heard in both)
  // P(key | key before, another key), per mode of the home key; tonics count from the home key's.
  std::array<ParameterTable<kKeys, kKeys>, 2> keys{};

  // P(a dance begins in its home key), P(it ends there), P(function | mode, the end of a part).
  float begins_at_home = 0;
  float ends_at_home = 0;
  std::array<float, kFunctions> part_end{};

  bool operator==(const FinderParameters&) const = default;
};

// Estimated from the solos for cello and violin by tools/make_harmony.cc.
const FinderParameters& shipped_finder_parameters();

// What a textbook says, before any music was heard: where estimation starts and what it adds its
// counts to.
FinderParameters textbook_parameters();

}  // namespace bach
