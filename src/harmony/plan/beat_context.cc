#include "harmony/plan/beat_context.h"

#include <algorithm>

namespace bach {

std::vector<BeatContext> beat_contexts(const std::vector<PlanBeat>& beats) {
  std::vector<BeatContext> contexts;
  const std::size_t count = beats.size();
  for (std::size_t i = 0; i < count; ++i) {
    const PlanBeat& beat = beats[i];
    BeatContext next;
    const bool halves = beat.beats >= 4 && beat.beats % 2 == 0;
    next.strength = beat.place == 0 ? 0 : halves && 2 * beat.place == beat.beats ? 1 : 2;
    next.metre = beat.beats > 6 ? (beat.beats % 3 == 0 ? 3 : 4) : beat.beats;
    next.place = beat.beats > 6 ? beat.place % next.metre : beat.place;
    const int behind = static_cast<int>(count - 1 - i);
    next.clock = beat.left == 0   ? std::min(behind, 3)
                 : beat.left == 1 ? 4
                 : beat.left <= 3 ? 5
                                  : 6 + (beat.left % 4 < 2 ? 1 : 0);
    next.quarter = static_cast<int>(4 * i / count);
    contexts.push_back(next);
  }
  return contexts;
}

}  // namespace bach
