// Sorting what mostly is sorted already: notes come by onset.
#pragma once

#include <algorithm>

namespace bach {

template <typename Container>
void make_sorted(Container& elements) {
  if (!std::is_sorted(elements.begin(), elements.end())) {
    std::sort(elements.begin(), elements.end());
  }
}

}  // namespace bach
