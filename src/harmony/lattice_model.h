// One dance as a hidden Markov model over keys × functions, and its recursions. A row holds a value
// of each state, [function][tonic]: the twelve tonics lie side by side, so that every transition is
// a loop over twelve numbers.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "harmony/evidence.h"
#include "harmony/tables.h"
#include "harmony/tonic_lanes.h"
#include "harmony/units.h"

namespace bach {

inline constexpr std::size_t kHarmonyStates = std::size_t{kFunctions} * kTonics;
using HarmonyRow = std::array<float, kHarmonyStates>;

// What a unit's kinds of steps are worth; a probability of all that leaves a state.
struct StepShares {
  float stay = 0;
  float move = 0;
  float pivot = 0;
  float pivot_move = 0;
  float fresh = 0;

  bool leaves() const { return pivot > 0 || pivot_move > 0 || fresh > 0; }  // for another key
};

class LatticeModel {
 public:
  // All of them must outlive it. What the first `kept` units say is found out once.
  LatticeModel(const HarmonyDance& dance, const HarmonyEvidence& evidence,
               const FinderTables& tables, std::size_t kept);

  std::size_t units() const { return dance_.units.size(); }
  const FinderTables& tables() const { return tables_; }
  const KeyMoves& key_moves() const { return key_moves_; }
  StepShares shares(std::size_t unit) const;

  // How well each state explains the notes of a unit, and the end of a part; the largest about 1.
  void observe(std::size_t unit, HarmonyRow& row) const;
  // The first unit's row, and the row of `unit` from the one before; the largest is 1. kBest: of the
  // best path to each state, else the sum of all.
  void begin(HarmonyRow& row) const;
  template <bool kBest>
  void advance(std::size_t unit, const HarmonyRow& before, HarmonyRow& row) const;
  // What follows unit − 1 from what follows `unit`.
  void retreat(std::size_t unit, const HarmonyRow& after, HarmonyRow& row) const;

 private:
  // As observe(); `scratch` may hold it.
  const HarmonyRow& observed(std::size_t unit, HarmonyRow& scratch) const;
  void favour_home(float at_home, HarmonyRow& row) const;
  // Adds to what follows each state what follows it in other keys.
  void leave_keys(const HarmonyRow& heard, const std::array<TonicLanes, 2>& entered,
                  HarmonyRow& row) const;

  const HarmonyDance& dance_;
  const HarmonyEvidence& evidence_;
  const FinderTables& tables_;
  KeyMoves key_moves_;
  KeyMoves leaving_keys_;  // the same by the tonic that is left
  std::vector<HarmonyRow> observed_;
};

}  // namespace bach
