// Pitches as letters: C sharp or D flat.
#pragma once

#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "score/score.h"

namespace bach {

// A pitch as it is written. MIDI number = 12 · (octave + 1) + (0, 2, 4, 5, 7, 9, 11)[letter] +
// accidental; C4 is middle C, 60, and B sharp 3 is 60 too.
struct Spelling {
  std::int8_t letter = 0;      // 0 … 6: C D E F G A B
  std::int8_t accidental = 0;  // −2 … +2: double flat … double sharp
  std::int8_t octave = 4;

  auto operator<=>(const Spelling&) const = default;
};

// Place on the line of fifths: … B♭ −2, F −1, C 0, G 1, … F♯ 6.
int line_of_fifths(const Spelling& spelling);
// The spelling of `pitch` at a place on the line of fifths of the same pitch class.
Spelling spelling_at(int pitch, int fifths);
// "C#4", "Bb3", for messages and tests.
std::string to_string(const Spelling& spelling);

// The accidental a key signature gives to a letter: −1, 0 or +1.
int signature_accidental(int letter, int fifths);

struct PitchEvent {
  Tick onset = 0;
  std::uint8_t pitch = 0;
};

// Spells `events` (sorted by onset, then pitch) of all voices together, in a piece in `key`: by the
// notes around, then by the steps of the melody; see the source for the method and its errors. A
// pure function in integers; same size and order as `events`. Pitches 0 … 127, key.fifths −7 … 7.
std::vector<Spelling> spell(std::span<const PitchEvent> events, const Key& key);

// Spells every note of a score: result[track][note]. `keys` sorted by `at`; the last one at or
// before a note's onset counts.
std::vector<std::vector<Spelling>> spell(const Score& score, std::span<const Key> keys);

}  // namespace bach
