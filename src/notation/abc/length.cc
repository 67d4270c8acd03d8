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

}  // namespace bach::abc
