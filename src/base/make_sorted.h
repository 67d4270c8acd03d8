// Sorting what is nearly sorted already: notes come by onset, track by track. Equal elements stay in
// their order.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <functional>
#include <utility>
#include <vector>

namespace bach {

// Of elements of which a few stand a little too late.
template <typename Element>
void make_sorted(std::vector<Element>& elements) {
  const std::size_t size = elements.size();
  std::size_t moves = 4 * size;  // more are not worth it
  for (std::size_t k = 1; k < size; ++k) {
    if (!(elements[k] < elements[k - 1])) continue;
    const Element moved = elements[k];
    std::size_t to = k;
    for (; to > 0 && moves > 0 && moved < elements[to - 1]; --to, --moves) {
      elements[to] = elements[to - 1];
    }
    elements[to] = moved;
    if (moves == 0) {
      std::stable_sort(elements.begin(), elements.end());
      return;
    }
  }
}

// Merges [a, b) and [b, end), both sorted, into `out`. Which of two goes first cannot be guessed: hence
// without a branch.
template <typename Element, typename Less>
void merge_two(const Element* a, const Element* b, const Element* end, Element* out,
               const Less& less) {
  const Element* const a_end = b;
  while (a != a_end && b != end) {
    const bool second = less(*b, *a);
    *out++ = second ? *b : *a;
    b += second ? 1 : 0;
    a += second ? 0 : 1;
  }
  out = std::copy(a, a_end, out);
  std::copy(b, end, out);
}

// Of elements in sorted runs, one behind the other.
template <typename Element, typename Less = std::less<Element>>
void merge_runs(std::vector<Element>& elements, const Less& less = {}) {
  constexpr std::size_t kMostRuns = 64;
  std::array<std::size_t, kMostRuns> ends;
  std::size_t runs = 0;
  const std::size_t size = elements.size();
  for (std::size_t k = 1; k < size; ++k) {
    if (!less(elements[k], elements[k - 1])) continue;
    if (runs + 1 == kMostRuns) {
      std::stable_sort(elements.begin(), elements.end(), less);
      return;
    }
    ends[runs++] = k;
  }
  if (runs == 0) return;
  ends[runs++] = size;
  std::vector<Element> merged(size);
  while (runs > 1) {
    const Element* const from = elements.data();
    std::size_t begin = 0, made = 0;
    for (std::size_t run = 0; run < runs; run += 2) {
      const std::size_t middle = ends[run];
      const std::size_t end = run + 1 < runs ? ends[run + 1] : middle;
      merge_two(from + begin, from + middle, from + end, merged.data() + begin, less);
      begin = ends[made++] = end;
    }
    runs = made;
    elements.swap(merged);
  }
}

}  // namespace bach
