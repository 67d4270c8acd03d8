// The parameters as the lattice wants them: logarithms of what is observed, twelve tonics side by
// side.
#pragma once

#include <array>
#include <vector>

#include "harmony/parameters.h"
#include "score/score.h"

namespace bach {

// A chord that two near keys share (two fifths apart at most, or with one tonic): function `from` of tonic t − `shift` is `to` of tonic t.
struct HarmonyPivot {
  int from = 0;
  int to = 0;
  int shift = 0;  // 0 … 11
};

struct FinderTables {
  explicit FinderTables(const FinderParameters& parameters);

  // For pitch class p and tonics t = 0 … 11: [12 − p + t].
  using Rotated = std::array<float, 24>;
  std::array<std::array<Rotated, kFunctions>, kNoteKinds> tone;  // log
  std::array<Rotated, kFunctions> bass;                          // log
  std::vector<HarmonyPivot> pivots;                              // by `to`; no key with itself
  std::vector<HarmonyPivot> pivots_by_from;                      // the same
  FinderParameters parameters;
};

// P(key | key before) for a home key: [mode before · 2 + mode][shift][tonic], as HarmonyPivot counts.
using KeyMoves = std::array<std::array<std::array<float, kTonics>, kTonics>, 4>;
KeyMoves key_moves(const FinderParameters& parameters, const Key& home);

}  // namespace bach
