#include "harmony/plan/plan.h"

#include <algorithm>
#include <cstdlib>

#include "harmony/functions.h"
#include "score/key_estimate.h"

namespace bach {

std::size_t chord_at(std::span<const PlannedChord> plan, Tick tick) {
  const auto after =
      std::upper_bound(plan.begin(), plan.end(), tick,
                       [](Tick at, const PlannedChord& chord) { return at < chord.at; });
  return after == plan.begin() ? 0 : static_cast<std::size_t>(after - plan.begin()) - 1;
}

HarmonyPlan transposed(HarmonyPlan plan, int semitones) {
  const auto moved = [by = (semitones % kTonics + kTonics) % kTonics](int pitch_class) {
    return static_cast<std::uint8_t>((pitch_class + by) % kTonics);
  };
  for (PlannedChord& each : plan) {
    each.chord.root = moved(each.chord.root);
    each.key = static_cast<std::uint8_t>(each.key / kTonics * kTonics + moved(each.key % kTonics));
  }
  return plan;
}

std::uint8_t key_index(const Key& key) {
  return static_cast<std::uint8_t>((key.mode == Mode::kMinor ? kTonics : 0) + tonic_of(key));
}

Key key_of_index(int index, const Key& near) {
  const Mode mode = index < kTonics ? Mode::kMajor : Mode::kMinor;
  // The relative major's tonic is that many semitones, and 7 times as many fifths, above C.
  const int major = (index % kTonics + (mode == Mode::kMinor ? 3 : 0)) % kTonics;
  Key key{0, major * 7 % kTonics, mode};
  while (key.fifths - near.fifths > kTonics / 2) key.fifths -= kTonics;
  while (near.fifths - key.fifths > kTonics / 2) key.fifths += kTonics;
  if (key.fifths > 7) key.fifths -= kTonics;
  if (key.fifths < -7) key.fifths += kTonics;
  return key;
}

}  // namespace bach
