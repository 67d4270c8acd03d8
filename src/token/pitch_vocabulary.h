// The notebook's vocabulary: 79 pitches, one row each.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/result.h"

namespace bach {

// Pitches are MIDI note numbers. Row 0 is pitch 1, row 78 is pitch 79 (the G above the treble
// staff); pitch 0 and those above 79 have no row.
inline constexpr int kLowestPitch = 1;
inline constexpr int kHighestPitch = 79;
inline constexpr int kPitchRows = kHighestPitch - kLowestPitch + 1;

inline constexpr bool has_row(int pitch) { return pitch >= kLowestPitch && pitch <= kHighestPitch; }
inline constexpr int row_of_pitch(int pitch) { return pitch - kLowestPitch; }  // has_row(pitch)
inline constexpr int pitch_of_row(int row) { return row + kLowestPitch; }

// What model files call it.
inline constexpr char kPitchVocabularyName[] = "pitch";

// Rows of all pitches, or kInvalidArgument naming the piece, how many notes do not fit and the
// first of them. A piece is taken whole or not at all: leaving notes out or shifting octaves would
// teach music nobody wrote.
Result<std::vector<int>> rows_of_pitches(std::span<const int> pitches, const std::string& piece);

// SHA-256 of what each row means; models of another fingerprint cannot be used.
std::string pitch_vocabulary_fingerprint();

}  // namespace bach
