#include "notation/abc/length.h"

#include <numeric>

namespace bach::abc {

std::string length_text(int grids) {
  constexpr int kGridsPerUnit = static_cast<int>(kUnit / notation::kGrid);
  const int divisor = std::gcd(grids, kGridsPerUnit);
  const int numerator = grids / divisor;
  const int denominator = kGridsPerUnit / divisor;
  std::string text = numerator == 1 ? "" : std::to_string(numerator);
  if (denominator > 1) text += "/" + std::to_string(denominator);
  return text;
}

Length read_length(Cursor& cursor) {
  Length length;
  length.top = cursor.take_number().value_or(1);
  while (cursor.take('/')) {
    const Tick bottom = length.bottom * cursor.take_number().value_or(2);
    length.bottom = std::min<Tick>(bottom, Cursor::kMostNumber);
  }
  return length;
}

std::optional<Duration> scaled(Tick ticks, const Length& by) {
  if (by.bottom == 0) return Duration{};
  const Tick divisor = std::gcd(by.top, by.bottom);
  const Tick top = by.top / std::max<Tick>(divisor, 1);
  const Tick bottom = by.bottom / std::max<Tick>(divisor, 1);
  // Divided first: what is left over is less than `bottom`.
  const Tick whole = ticks / bottom;
  if (top > 0 && whole > kLongestTune / top) return std::nullopt;
  const Tick rest = ticks % bottom * top;
  const Duration result{whole * top + (rest + bottom / 2) / bottom, rest % bottom == 0};
  if (result.ticks > kLongestTune) return std::nullopt;
  return result;
}

}  // namespace bach::abc
