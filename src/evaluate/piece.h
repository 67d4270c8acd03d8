// A piece as it is measured: what the scorers are asked about and the tallies are kept by.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "score/score.h"

namespace bach {

// Which notes of a score are measured. Voices are merged by onset, then pitch upward.
enum class Voices : std::uint8_t {
  kFirst,  // the first track with notes
  kAll,
};

// "first track", "all voices"
std::string voices_name(Voices voices);

struct MeasuredPiece {
  std::string name;
  std::vector<int> pitches;            // MIDI note numbers, one a note
  std::vector<int> rhythms;            // rhythm classes, one a note; empty: pitch alone is measured
  std::vector<std::uint8_t> repeated;  // one a note: see repeated_entries()
};

// The notes of `score` as they are measured: sorted as Note is.
std::vector<Note> measured_notes(const Score& score, Voices voices);

// A piece whose pitches alone are measured.
MeasuredPiece measured_pitches(std::string name, const Score& score, Voices voices);

}  // namespace bach
