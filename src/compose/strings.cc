#include "compose/strings.h"

#include <algorithm>
#include <cstddef>
#include <limits>

namespace bach {

bool playable_together(std::span<const int> pitches) {
  std::array<int, kCelloStrings.size()> sorted{};
  std::size_t count = 0;
  for (const int pitch : pitches) {
    const auto end = sorted.begin() + static_cast<std::ptrdiff_t>(count);
    const auto at = std::lower_bound(sorted.begin(), end, pitch);
    if (at != end && *at == pitch) continue;
    if (count == sorted.size()) return false;
    std::move_backward(at, end, end + 1);
    *at = pitch;
    ++count;
  }
  if (count <= 1) return count == 0 || sorted[0] >= kCelloStrings[0];
  for (std::size_t lowest = 0; lowest + count <= kCelloStrings.size(); ++lowest) {
    int nearest = std::numeric_limits<int>::max();  // of the stopped notes, above the open string
    int farthest = 0;
    bool possible = true;
    for (std::size_t k = 0; k < count; ++k) {
      const int height = sorted[k] - kCelloStrings[lowest + k];
      possible = possible && height >= 0;
      if (height <= 0) continue;
      nearest = std::min(nearest, height);
      farthest = std::max(farthest, height);
    }
    if (possible && (farthest == 0 || farthest - nearest <= kHandReach)) return true;
  }
  return false;
}

}  // namespace bach
