// What bars to be written take from earlier ones, as plain values.
#pragma once

#include <vector>

#include "form/form_analysis.h"
#include "score/score.h"

namespace bach {

// What a bar may take, and from where.
struct MotiveChoice {
  BarRelation relation = BarRelation::kNew;
  Tick source = 0;  // where the earlier bar's bar line is; of a new bar 0
  int shift = 0;    // of a sequence: diatonic steps, ≠ 0
  // The earlier bar is the one behind that which the bar before was taken from, whichever that came
  // to be; and, of a sequence, moved by as much.
  bool follows = false;
  bool same_shift = false;
  double weight = 0;  // log of how well it suits the plan, beside the other choices

  bool operator==(const MotiveChoice&) const = default;
};

// A bar, or an upbeat, to be written. Which choice is taken is decided when it begins, by what was
// really written: all of one relation, the one that was drawn first.
struct PlannedBar {
  Tick begin = 0;                     // of what is to be written in it
  Tick line = 0;                      // its bar line, ≤ begin
  std::vector<MotiveChoice> choices;  // at least one
  // Of a bar that is new or has another's rhythm alone.
  BarHalves halves = BarHalves::kFree;
  // Of a whole new bar: when notes are to begin, ascending, from its bar line; empty: nobody says.
  std::vector<Tick> attacks = {};

  bool operator==(const PlannedBar&) const = default;
};

// By `begin`. Empty: nothing is planned.
using MotivePlan = std::vector<PlannedBar>;

}  // namespace bach
