// How bars answer earlier bars: learned from pieces, drawn for new ones.
#pragma once

#include "base/draws.h"
#include "form/motive/attacks.h"
#include "form/motive/book.h"
#include "form/motive/frame.h"
#include "form/motive/plan.h"
#include "form/motive/statistics.h"
#include "harmony/plan/plan.h"

namespace bach {

struct DrawnMotives {
  MotivePlan bars;
  HarmonyPlan harmony;  // in which bars that are taken carry their sources' chords
};

inline constexpr int kMostChoices = 10;

// Immutable; any number of threads may use one.
class MotiveModel {
 public:
  explicit MotiveModel(const MotiveBook& book) : statistics_(book), attacks_(book) {}

  // −ln P of the relations, sources and shifts of a plan's first choices. The harmony is not
  // counted.
  double nats(const MotiveFrame& frame, const MotivePlan& plan) const;

  // One relation for each bar of `frame`, and up to kMostChoices choices of source and shift that
  // suit `harmony`, the drawn one first. Where a taken bar's chords differ from its source's they
  // may be replaced: in a third of the bars at most, never in the first bar of a part nor in its
  // last two; with `keep_chords` they stay as they are. An empty harmony suits everything and stays
  // empty.
  // Halves are drawn for bars that are new or have another's rhythm, then rhythms for new ones, see
  // LearnedAttacks.
  // No bar is the same bar moved as far as two of the last seven; no more than three bars in a row
  // are literal at one distance.
  DrawnMotives draw(const MotiveFrame& frame, const HarmonyPlan& harmony, Draws& draws,
                    bool keep_chords = false) const;

 private:
  MotiveStatistics statistics_;
  LearnedAttacks attacks_;
};

}  // namespace bach
