// What a chord can be in a key: the functions the finder tells apart.
#pragma once

#include <array>
#include <cstdint>

#include "harmony/chord.h"
#include "score/score.h"

namespace bach {

struct HarmonicFunction {
  Mode mode = Mode::kMajor;
  std::uint8_t offset = 0;  // of the root above the tonic, in semitones, 0 … 11
  ChordQuality quality = ChordQuality::kMajor;
};

inline constexpr int kMajorFunctions = 22;
inline constexpr int kMinorFunctions = 24;
inline constexpr int kFunctions = kMajorFunctions + kMinorFunctions;
inline constexpr int kMostFunctions = 24;  // of one mode
inline constexpr int kTonics = 12;
inline constexpr int kKeys = 24;  // index: 12 · mode + tonic

// Those of major keys first. The diatonic chords, the dominants and diminished chords applied to
// them, chords borrowed from the minor, the Neapolitan.
extern const std::array<HarmonicFunction, kFunctions> kFunctionTable;

// The first function of a mode, and how many there are.
constexpr int first_function(int mode) { return mode == 0 ? 0 : kMajorFunctions; }
constexpr int function_count(int mode) { return mode == 0 ? kMajorFunctions : kMinorFunctions; }
constexpr int mode_of_function(int function) { return function < kMajorFunctions ? 0 : 1; }

// Index into kFunctionTable; −1 where the mode has no such chord.
int function_at(int mode, int offset, ChordQuality quality);

// How far apart two keys (indices of kKeys) are on the circle of fifths, relative keys being one: 0 … 6.
int fifths_apart(int key, int other);

// Pitch classes above the tonic, as bits.
std::uint16_t function_classes(int function);

}  // namespace bach
