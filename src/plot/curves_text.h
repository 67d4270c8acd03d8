// Curves of learning in characters, and the range they span.
#pragma once

#include <string>

#include "plot/curves.h"

namespace bach {

struct CurveExtent {
  double targets = 1;  // from 0
  double lowest = 0;   // nats, with a little room
  double highest = 1;
};
// Of running means, held-out losses and baselines.
CurveExtent extent_of(const LearningCurves& curves);

// Braille dots, two by four a character; held-out losses as ●. Below, what each run came to.
std::string curves_text(const LearningCurves& curves, const TextView& view);

}  // namespace bach
