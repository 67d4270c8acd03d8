// What a beat is to those that plan its chord, before any chord is known.
#pragma once

#include <vector>

#include "harmony/plan/section.h"

namespace bach {

inline constexpr int kBeatStrengths = 3;
inline constexpr int kBeatMetres = 7;
inline constexpr int kBeatPlaces = 6;
inline constexpr int kBeatClocks = 8;

struct BeatContext {
  int strength = 0;  // 0 downbeat, 1 half bar, 2 another
  int metre = 1;     // beats of its bar, those of long bars folded: 1 … 6
  int place = 0;     // in such a bar, 0 … 5
  // Until the section ends: 0 … 3 beats behind this one in the last bar, 4 the last bar but one, 5
  // the two before, 6 and 7 earlier, in the first and second half of the four bars counted from the
  // end.
  int clock = 0;
  int quarter = 0;  // of the section, 0 … 3
};

std::vector<BeatContext> beat_contexts(const std::vector<PlanBeat>& beats);

}  // namespace bach
