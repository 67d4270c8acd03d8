#include "ngram/earlier_match.h"

#include <algorithm>
#include <array>

namespace bach {

void EarlierMatches::add(std::int16_t symbol) {
  constexpr std::int16_t kMost = 32767;
  const auto size = static_cast<std::ptrdiff_t>(symbols_.size());
  const std::ptrdiff_t first = std::max<std::ptrdiff_t>(0, size - kFarthest);
  lengths_.swap(before_);
  lengths_.resize(static_cast<std::size_t>(size) + 2);
  before_.resize(static_cast<std::size_t>(size) + 1);
  const std::int16_t* symbols = symbols_.data();
  const std::int16_t* before = before_.data();
  std::int16_t* now = lengths_.data();
  std::int16_t longest = 0;
  for (std::ptrdiff_t i = first; i < size; ++i) {
    const auto longer = static_cast<std::int16_t>(before[i] + (before[i] < kMost ? 1 : 0));
    now[i + 1] = symbols[i] == symbol ? longer : std::int16_t{0};
    longest = std::max(longest, now[i + 1]);
  }
  // The newest symbol agrees with itself for ever, which is no match.
  now[first] = 0;
  now[size + 1] = 0;
  symbols_.push_back(symbol);

  longest_ = {};
  if (longest == 0) return;
  std::ptrdiff_t place = size;
  while (now[place] != longest) --place;
  longest_ = {place, longest, size + 1 - place};
}

int match_bucket(int length) {
  static constexpr std::array<int, kMatchBuckets - 1> kMost = {1, 2, 3, 4, 6, 9, 14, 23};
  const auto bucket = std::lower_bound(kMost.begin(), kMost.end(), length);
  return static_cast<int>(bucket - kMost.begin());
}

}  // namespace bach
