// The paths through keys and functions: the best one, and how much all of them agree with it.
#pragma once

#include <cstdint>
#include <vector>

#include "harmony/evidence.h"
#include "harmony/tables.h"
#include "harmony/units.h"

namespace bach {

inline constexpr std::size_t kHarmonyBlock = 16384;

// How a unit's state came from the one before.
enum class HarmonyStep : std::uint8_t {
  kStay,
  kMove,       // another chord of the key
  kPivot,      // the same chord in another key
  kPivotMove,  // the chord before heard in another key, then another chord of that
  kFresh,      // another key
};

struct HarmonyState {
  std::uint8_t function = 0;
  std::uint8_t tonic = 0;
  HarmonyStep step = HarmonyStep::kFresh;
  std::uint8_t from = 0;      // kMove, kPivotMove: the function before, in this key
  float chord_certainty = 0;  // probability given all notes
  float key_certainty = 0;    // the same
};

// The best path: one state for each unit of the dance, without certainties.
std::vector<HarmonyState> best_harmony_path(const HarmonyDance& dance,
                                            const HarmonyEvidence& evidence,
                                            const FinderTables& tables);
// The same with certainties. Of music of more than `block` units (≥ 2) not all numbers are kept at
// once, 2 kB a unit, but some are made twice; the result is the same.
std::vector<HarmonyState> harmony_path(const HarmonyDance& dance, const HarmonyEvidence& evidence,
                                       const FinderTables& tables,
                                       std::size_t block = kHarmonyBlock);

}  // namespace bach
