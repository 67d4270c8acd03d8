#include "harmony/harmony.h"

#include <algorithm>

namespace bach {

const HarmonySpan& HarmonyAnalysis::at(Tick tick) const {
  const auto after =
      std::upper_bound(spans.begin(), spans.end(), tick,
                       [](Tick value, const HarmonySpan& span) { return value < span.begin; });
  return after == spans.begin() ? spans.front() : *(after - 1);
}

const Key& HarmonyAnalysis::home_at(Tick tick) const {
  const auto after = std::upper_bound(home.begin(), home.end(), tick,
                                      [](Tick value, const Key& key) { return value < key.at; });
  return after == home.begin() ? home.front() : *(after - 1);
}

}  // namespace bach
