#include "compose/model_pitch.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "suite/piece.h"

namespace bach {
namespace {

// Pitch classes of a set moved up.
std::uint32_t moved(std::uint32_t classes, int semitones) {
  const auto up = static_cast<unsigned>((semitones % 12 + 12) % 12);
  return (classes << up | classes >> (12 - up)) & kAllClasses;
}

}  // namespace

void move_notes(std::vector<SuiteNote>& notes, int semitones) {
  for (SuiteNote& note : notes) {
    note.token.pitch = static_cast<std::uint8_t>(note.token.pitch + semitones);
  }
}

MovementTask as_the_model_hears(MovementTask task) {
  if (task.above_model == 0) return task;
  const int down = -task.above_model;
  for (SuitePart& part : task.plan.parts) part.key = transposed(part.key, down);
  task.plan.harmony = transposed(std::move(task.plan.harmony), down);
  for (std::optional<PartEnding>& ending : task.endings) {
    if (!ending) continue;
    ending->bass = moved(ending->bass, down);
    ending->chord = moved(ending->chord, down);
    ending->top = moved(ending->top, down);
  }
  move_notes(task.given, down);
  move_notes(task.following, down);
  task.range.lowest = std::max(task.range.lowest + down, kLowestSuitePitch);
  task.range.highest = std::min(task.range.highest + down, kHighestSuitePitch);
  return task;
}

}  // namespace bach
