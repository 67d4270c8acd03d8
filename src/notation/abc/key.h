// K: fields.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "score/score.h"

namespace bach::abc {

// How a voice sounds against how it is written.
struct Shift {
  std::optional<int> octaves;       // octave=
  std::optional<int> semitones;     // transpose=
  std::optional<int> clef_octaves;  // of treble-8 and the like
  bool drums = false;               // clef=perc
};

struct KeyField {
  bool says_key = false;                      // else only of clefs and the like
  std::optional<Key> key;                     // none for K:none; `at` is 0
  std::array<std::int8_t, 7> signature = {};  // accidentals of C … B
  Shift shift;
  bool clear = true;          // all of it is known
  bool church_mode = false;   // or a signature of its own: the key is only near
  bool beyond_seven = false;  // accidentals: the key is an enharmonic one
};

// "Dm", "Eb major", "C#mix", "Ador", "D exp _b ^f", "HP", "none", "F# clef=bass-8 octave=-1".
// Church modes count as the major or minor nearest to them. Nothing for what is no key at all.
std::optional<KeyField> read_key_field(std::string_view text);

// A plain key, "Dm", "Eb major", "F# clef=bass": major or minor, of at most seven accidentals; `at`
// is 0.
std::optional<Key> parse_key(std::string_view text);

// What a word of a K: or V: field says about clef, octave= or transpose=; false when it is none of
// the words of the standard (4.6).
bool read_shift(std::string_view word, Shift& shift);

// `fifths` of a signature that sounds `semitones` higher, within −7 … 7.
int transposed_fifths(int fifths, int semitones);

}  // namespace bach::abc
