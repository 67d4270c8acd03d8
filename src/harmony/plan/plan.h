// Chords to be written, as plain values.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "harmony/chord.h"
#include "score/score.h"

namespace bach {

// A chord that holds from `at` to the next one.
struct PlannedChord {
  Tick at = 0;
  Chord chord;           // as it sounds
  std::uint8_t key = 0;  // the local key: 12 · mode + pitch class of its tonic (kKeys)

  bool operator==(const PlannedChord&) const = default;
};

// By `at`, all different. Empty: nothing is planned.
using HarmonyPlan = std::vector<PlannedChord>;

// Index of the chord that holds at a tick, the first one before them all. `plan` is not empty.
std::size_t chord_at(std::span<const PlannedChord> plan, Tick tick);

HarmonyPlan transposed(HarmonyPlan plan, int semitones);

// The index of a key in PlannedChord, and the key of an index, spelled near `near`; `at` is 0.
std::uint8_t key_index(const Key& key);
Key key_of_index(int index, const Key& near);

}  // namespace bach
