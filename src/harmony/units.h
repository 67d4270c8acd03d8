// The smallest stretches a chord is given to.
#pragma once

#include <vector>

#include "harmony/parameters.h"
#include "score/score.h"

namespace bach {

// Half a beat; a third of a beat in compound time; a beat where that is shorter than a quarter.
struct HarmonyUnit {
  Tick begin = 0;
  Tick end = 0;
  MetricStrength strength = kOffBeat;
  bool begins_part = false;  // of the written form
  bool ends_part = false;

  bool operator==(const HarmonyUnit&) const = default;
};

// A dance: its units and the key it is in.
struct HarmonyDance {
  std::vector<HarmonyUnit> units;  // contiguous, not empty
  Key home;
};

// The dances of a score that has notes, from the beat in which the first one begins to where the
// last one ends. Where nothing begins for many bars, one unit lasts all the while.
std::vector<HarmonyDance> harmony_dances(const Score& score);

}  // namespace bach
