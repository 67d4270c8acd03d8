// What is asked of a plan that is drawn.
#pragma once

#include <optional>
#include <vector>

#include "harmony/chord.h"
#include "harmony/plan/modulation.h"
#include "harmony/plan/plan.h"
#include "score/score.h"

namespace bach {

struct PlanWishes {
  Modulation modulation = Modulation::kUsual;
  // The section comes to rest on `last` in the beat that holds `last_at` and stays; none: on the
  // tonic, a first part on what the section ended on whose keys it takes.
  std::optional<Chord> last = {};
  Tick last_at = 0;
  // Changes of chord a beat, as of the part before; none: drawn.
  std::optional<double> pace = {};
  // One a beat, or fewer: this chord and key must stand there. `at` is not read.
  std::vector<std::optional<PlannedChord>> fixed = {};
};

}  // namespace bach
