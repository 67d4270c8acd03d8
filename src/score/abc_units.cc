#include "score/abc_units.h"

#include <numeric>

namespace bach::abc {
namespace {

constexpr int kGridsPerUnit = 8;
constexpr int kLongest = kGridsPerUnit * 32;  // a breve

// Whether one note head with up to two dots lasts this long: 1, 3 or 7 times a power of two.
bool is_note_value(int grids) {
  while (grids % 2 == 0) grids /= 2;
  return grids == 1 || grids == 3 || grids == 7;
}

}  // namespace

std::vector<int> note_values(Tick grids) {
  std::vector<int> values;
  while (grids > 0) {
    int value = static_cast<int>(grids < kLongest ? grids : kLongest);
    while (!is_note_value(value)) --value;
    values.push_back(value);
    grids -= value;
  }
  return values;
}

std::string length_text(int grids) {
  const int divisor = std::gcd(grids, kGridsPerUnit);
  const int numerator = grids / divisor;
  const int denominator = kGridsPerUnit / divisor;
  std::string text = numerator == 1 ? "" : std::to_string(numerator);
  if (denominator > 1) text += "/" + std::to_string(denominator);
  return text;
}

}  // namespace bach::abc
