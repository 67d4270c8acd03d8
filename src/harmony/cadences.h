// Where phrases end.
#pragma once

#include <cstddef>
#include <vector>

#include "harmony/harmony.h"
#include "harmony/units.h"

namespace bach {

// Adds the cadences among analysis.spans[first …], those of `dance`: a dominant and what it leads
// to, or a dominant arrived at, on a beat, a bar or more behind the beginning of the part, where the
// part ends or the music pauses on the root (the longest wait for a note for a bar, of a beat or
// more). Rather too few than too many: an ending within an unbroken line is none. `notes` are those of
// the score but drums, sorted.
void add_cadences(const HarmonyDance& dance, const std::vector<Note>& notes, const Score& score,
                  std::size_t first, HarmonyAnalysis& analysis);

}  // namespace bach
