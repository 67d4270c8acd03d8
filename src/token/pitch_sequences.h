// Whole pieces as sequences of pitch rows, with a mark where one begins and ends.
#pragma once

#include <string>
#include <vector>

#include "score/score.h"
#include "token/pitch_vocabulary.h"

namespace bach {

// Rows 0 … kPitchRows − 1 are those of token/pitch_vocabulary.h. The mark stands before the first
// note of a piece and after its last.
inline constexpr int kPieceMark = kPitchRows;
inline constexpr int kPitchSequenceRows = kPitchRows + 1;

// What model files call it.
inline constexpr char kPitchSequenceName[] = "pitch sequence";

// SHA-256 of what each row means; models of another fingerprint cannot be used.
std::string pitch_sequence_fingerprint();

// Pitches (MIDI note numbers) of the first track with notes, by onset, then pitch upward. Empty
// when the score has no notes.
std::vector<int> leading_pitches(const Score& score);

}  // namespace bach
