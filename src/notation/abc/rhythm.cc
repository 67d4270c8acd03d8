#include "notation/abc/rhythm.h"

#include <utility>

namespace bach::abc {
namespace {

constexpr int kMostOfTuplet = 64;

bool is_compound(const std::optional<Metre>& metre) {
  return metre && metre->numerator % 3 == 0 && metre->numerator > 3 && metre->denominator >= 4;
}

int default_q(int p, const std::optional<Metre>& metre) {
  switch (p) {
    case 2:
    case 4:
    case 8:
      return 3;
    case 3:
    case 6:
      return 2;
    default:
      return is_compound(metre) ? 3 : 2;
  }
}

}  // namespace

std::optional<Tuplet> take_tuplet(Cursor& cursor, const std::optional<Metre>& metre) {
  Tuplet tuplet;
  tuplet.p = cursor.take_number().value_or(0);
  tuplet.q = default_q(tuplet.p, metre);
  tuplet.left = tuplet.p;
  if (cursor.take(':')) {
    if (const auto q = cursor.take_number()) tuplet.q = *q;
    if (cursor.take(':')) {
      if (const auto r = cursor.take_number()) tuplet.left = *r;
    }
  }
  tuplet.notes = tuplet.left;
  const bool in_range = tuplet.p >= 2 && tuplet.p <= kMostOfTuplet && tuplet.q >= 1 &&
                        tuplet.q <= kMostOfTuplet && tuplet.left >= 1;
  return in_range ? std::optional(tuplet) : std::nullopt;
}

BrokenRhythm broken_rhythm(char sign, int times) {
  const Tick whole = Tick{1} << times;
  BrokenRhythm broken{{2 * whole - 1, whole}, {1, whole}};
  if (sign == '<') std::swap(broken.before, broken.after);
  return broken;
}

}  // namespace bach::abc
