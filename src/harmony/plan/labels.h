// Planned chords counted from the home tonic, so that music in any key is alike.
#pragma once

#include <cstdint>

#include "harmony/plan/plan.h"
#include "score/score.h"

namespace bach {

struct PlanLabel {
  std::uint8_t key = 0;       // 12 · mode + semitones of the local tonic above home (kKeys)
  std::uint8_t function = 0;  // of the local key: index into kFunctionTable, of that key's mode

  bool operator==(const PlanLabel&) const = default;
};

// A chord that is no function of its key becomes the one with most tones in common, of those the
// one with fewest others, of those one on the same root, then the first of the table.
PlanLabel label_of(const PlannedChord& chord, const Key& home);

// The chord a label means; `at` is 0.
PlannedChord chord_of(const PlanLabel& label, const Key& home);

// What the function of a key (kKeys) is in another one: −1 when that has no such chord.
int function_in(int function, int key, int other);

// Whether a chord leads to a triad on `root` by its leading note: V, V7, viio or viio7 of it.
bool leads_to(const Chord& chord, int root);

}  // namespace bach
