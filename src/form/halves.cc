#include "form/halves.h"

#include <cstddef>

namespace bach {
namespace {

constexpr std::size_t kFewestOfRhythm = 2;
constexpr std::size_t kFewestOfFigure = 3;

int rise(const BarAttack& from, const BarAttack& to) {
  return (to.step > from.step) - (to.step < from.step);
}

}  // namespace

BarHalves halves_of(const BarNotes& bar) {
  const std::size_t half = bar.attacks.size() / 2;
  if (bar.attacks.size() % 2 != 0 || half < kFewestOfRhythm) return BarHalves::kFree;
  for (std::size_t k = 0; k < half; ++k) {
    const Tick later = bar.attacks[half + k].offset;
    if (2 * bar.attacks[k].offset >= bar.length) return BarHalves::kFree;
    if (2 * (later - bar.attacks[k].offset) != bar.length) return BarHalves::kFree;
  }
  if (half < kFewestOfFigure) return BarHalves::kRhythm;
  std::size_t alike = 0;
  for (std::size_t k = 1; k < half; ++k) {
    alike += rise(bar.attacks[k - 1], bar.attacks[k]) ==
                     rise(bar.attacks[half + k - 1], bar.attacks[half + k])
                 ? 1
                 : 0;
  }
  return 5 * alike >= 4 * (half - 1) ? BarHalves::kFigure : BarHalves::kRhythm;
}

}  // namespace bach
