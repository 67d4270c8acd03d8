#include "notation/page/note_values.h"

namespace bach::notation {
namespace {

constexpr int kLongest = 256;  // a breve

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

std::vector<int> note_values(Tick offset, Tick length, Tick grid, Tick beat) {
  std::vector<int> values = note_values(length / grid);
  const Tick left = beat - offset % beat;
  if (values.size() < 2 || left == beat || left >= length || left % grid != 0) return values;
  values = note_values(left / grid);
  const std::vector<int> rest = note_values((length - left) / grid);
  values.insert(values.end(), rest.begin(), rest.end());
  return values;
}

}  // namespace bach::notation
