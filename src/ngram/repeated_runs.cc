#include "ngram/repeated_runs.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace bach {

std::vector<std::uint8_t> repeated_entries(std::span<const int> sequence, int length) {
  std::vector<std::uint8_t> repeated(sequence.size(), 0);
  const auto run = static_cast<std::size_t>(length);
  if (sequence.size() < run) return repeated;
  // All runs of just that length, equal ones side by side, the earliest first.
  std::vector<std::size_t> begins(sequence.size() - run + 1);
  std::iota(begins.begin(), begins.end(), std::size_t{0});
  const auto run_at = [&](std::size_t begin) { return sequence.subspan(begin, run); };
  std::stable_sort(begins.begin(), begins.end(), [&](std::size_t a, std::size_t b) {
    return std::ranges::lexicographical_compare(run_at(a), run_at(b));
  });
  for (std::size_t k = 1; k < begins.size(); ++k) {
    if (!std::ranges::equal(run_at(begins[k - 1]), run_at(begins[k]))) continue;
    std::fill_n(repeated.begin() + static_cast<std::ptrdiff_t>(begins[k]), run, std::uint8_t{1});
  }
  return repeated;
}

}  // namespace bach
