#include "harmony/plan/sequences.h"

#include <cstddef>

#include "harmony/functions.h"

namespace bach {
namespace {

int root_of(const PlanLabel& label) {
  return (label.key + kFunctionTable[label.function].offset) % kTonics;
}

// Of the bar that begins at beat `at` in a bar before it as long.
int moved_by(std::span<const PlanLabel> labels, std::size_t at, std::size_t length) {
  const auto moved = [&](std::size_t i) {
    return (root_of(labels[at + i]) + kTonics - root_of(labels[at + i - length])) % kTonics;
  };
  bool one_root = true;
  for (std::size_t i = 1; i < length; ++i) {
    if (moved(i) != moved(0)) return kNotMoved;
    one_root = one_root && root_of(labels[at + i]) == root_of(labels[at]);
  }
  return one_root ? kNotMoved : moved(0);
}

}  // namespace

std::vector<int> moved_bars(std::span<const PlanBeat> beats, std::span<const PlanLabel> labels) {
  std::vector<int> moved(static_cast<std::size_t>(beats.back().bar + 1), kNotMoved);
  std::size_t before = 0;  // beats of the bar before, in a whole one
  for (std::size_t i = 0; i < beats.size();) {
    std::size_t end = i + 1;
    while (end < beats.size() && beats[end].bar == beats[i].bar) ++end;
    const std::size_t length = end - i;
    const bool whole = beats[i].place == 0 && static_cast<int>(length) == beats[i].beats;
    if (whole && before == length) moved[beats[i].bar] = moved_by(labels, i, length);
    before = whole ? length : 0;
    i = end;
  }
  return moved;
}

}  // namespace bach
