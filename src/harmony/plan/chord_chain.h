// Functions beat by beat in given keys: how probable, and drawn to meet what is asked.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/draws.h"
#include "harmony/plan/chord_tables.h"

namespace bach {

// −ln P of a section's functions given its keys and pace.
double chord_nats(const ChordTables& tables, Mode home, PartRole role, int pace,
                  std::span<const BeatContext> beats, std::span<const PlanLabel> labels);

// Functions within their mode, as bits.
using FunctionSet = std::uint32_t;
inline constexpr FunctionSet kAnyFunction = (FunctionSet{1} << kMostFunctions) - 1;

struct ChordRequest {
  Mode home = Mode::kMajor;
  PartRole role = PartRole::kWhole;
  int pace = 0;
  std::vector<std::uint8_t> keys;    // one a beat, as in PlanLabel
  std::vector<FunctionSet> allowed;  // one a beat, in that key; no beat allows none
  // What may stand before the chord that the section rests on at its end, in the key of the last
  // beat, unless that chord is there from the beginning.
  FunctionSet leads = kAnyFunction;
};

// So many ways to fill the section, each drawn by the probabilities of the tables given what is
// asked, exactly: backward over the beats it is summed how probable it is, from each state, that
// what follows is as asked. Where it cannot be, `leads` is forgotten. 16,000 products a beat,
// however many are drawn.
std::vector<std::vector<PlanLabel>> draw_chords(const ChordTables& tables,
                                                const ChordRequest& request,
                                                std::span<const BeatContext> beats, int count,
                                                Draws& draws);

}  // namespace bach
