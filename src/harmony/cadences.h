// Where phrases end.
#pragma once

#include <cstddef>
#include <vector>

#include "harmony/harmony.h"
#include "harmony/units.h"

namespace bach {

// Adds the cadences among analysis.spans[first …], those of `dance`: a dominant and what it leads
// to, or a dominant arrived at, on a beat, where the music pauses (the longest wait for a note for
// some time, or a rest) or a part ends. Rather too few than too many: an ending within an unbroken
// line is none. `notes` are those of the score but drums, sorted.
void add_cadences(const HarmonyDance& dance, const std::vector<Note>& notes, const Score& score,
                  std::size_t first, HarmonyAnalysis& analysis);

}  // namespace bach
