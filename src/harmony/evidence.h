// What the notes say about the chord of each unit.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "harmony/units.h"
#include "score/score.h"

namespace bach {

// A note in a unit.
struct HeardTone {
  std::uint8_t pitch_class = 0;
  std::uint8_t kind = 0;  // see kNoteKinds
  float weight = 0;       // > 0; how much of an observation it is
};

// A lowest note.
struct HeardBass {
  std::int8_t pitch_class = -1;  // −1: none
  float weight = 0;
};

struct HarmonyEvidence {
  std::vector<HeardTone> tones;      // by unit
  std::vector<std::size_t> first;    // of each unit
  std::vector<HeardBass> bass;       // of each unit
  std::vector<std::int16_t> lowest;  // pitch that sounds lowest in each unit; −1: silence
};

// `notes` sorted, all that sound in the units and around them.
HarmonyEvidence hear(std::span<const HarmonyUnit> units, std::span<const Note> notes,
                     int ticks_per_quarter);

}  // namespace bach
