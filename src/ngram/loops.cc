#include "ngram/loops.h"

namespace bach {
namespace {

constexpr int kLongestPeriod = 8;
constexpr int kTurnsAllowed = 6;

}  // namespace

std::optional<Loop> find_loop(std::span<const int> notes) {
  const int size = static_cast<int>(notes.size());
  std::optional<Loop> first;
  for (int period = 1; period <= kLongestPeriod; ++period) {
    int run = 0;  // notes so far that equal the one a period before
    for (int i = period; i <= size; ++i) {
      if (i < size &&
          notes[static_cast<std::size_t>(i)] == notes[static_cast<std::size_t>(i - period)]) {
        ++run;
        continue;
      }
      const int turns = run / period + 1;
      const int begin = i - run - period;
      if (turns > kTurnsAllowed && (!first || begin < first->begin)) {
        first = Loop{begin, period, turns};
      }
      run = 0;
    }
  }
  return first;
}

}  // namespace bach
