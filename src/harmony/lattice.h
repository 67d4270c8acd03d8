// The paths through keys and functions: the best one, and how much all of them agree with it.
#pragma once

#include <cstdint>
#include <vector>

#include "harmony/evidence.h"
#include "harmony/tables.h"
#include "harmony/units.h"

namespace bach {

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
  std::uint8_t from = 0;  // kMove, kPivotMove: the function before, in this key
  float chord_certainty = 0;
  float key_certainty = 0;
};

// One state for each unit of the dance.
std::vector<HarmonyState> harmony_path(const HarmonyDance& dance, const HarmonyEvidence& evidence,
                                       const FinderTables& tables);

}  // namespace bach
