// Where and on what a part of a piece comes to rest.
#pragma once

#include <cstdint>

#include "harmony/chord.h"
#include "score/score.h"

namespace bach {

// A part's last chord. Bit c of a set: pitch class c, C = 0.
struct PartEnding {
  Tick onset = 0;           // in the piece; a rhythm class has the gap from here to the part's end
  std::uint32_t bass = 0;   // of its lowest note
  std::uint32_t chord = 0;  // of all its notes
  std::uint32_t top = 0;    // of its highest note

  bool operator==(const PartEnding&) const = default;
};

enum class EndingChord {
  kTonic,          // the tonic's chord, the tonic below and above
  kDominant,       // the dominant's chord, the dominant below
  kRelative,       // in minor, the relative major's chord, its root below
  kMinorDominant,  // in minor, the minor chord on the dominant, the dominant below
};

// The pitch class of the key's tonic.
int tonic_class(const Key& key);

inline constexpr std::uint32_t kAllClasses = 0xFFF;

// The pitch classes of the key's scale; of a minor key's the sixth and seventh both ways.
std::uint32_t scale_of(const Key& key);

// As all parts of Bach's suites end but four: those end on the tonic half way, three in rondos, one
// on a first inversion.
PartEnding ending_on(EndingChord cadence, const Key& key, Tick onset);
// On any chord, its root below; on the tonic's the tonic above, too.
PartEnding ending_on(const Chord& chord, const Key& key, Tick onset);
// The chord of such an ending.
Chord chord_of(const PartEnding& ending);

// Whether `to` is a note that 62 of the 79 parts of Bach's suites end on, coming from `from`: the
// same, a step or an octave or two away, or the root after its fifth, down a fifth or up a fourth.
// MIDI note numbers; `to` is the highest or the lowest of the last chord.
bool is_last_step(int from, int to);

}  // namespace bach
