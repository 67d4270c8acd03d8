#include "ngram/repeated_runs.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace bach {

namespace {

// Calls again(begin) for every run of `length` entries that occurred earlier in the sequence.
template <typename Again>
void each_recurrence(std::span<const int> sequence, std::size_t length, Again&& again) {
  if (sequence.size() < length) return;
  // All runs of just that length, equal ones side by side, the earliest first.
  std::vector<std::size_t> begins(sequence.size() - length + 1);
  std::iota(begins.begin(), begins.end(), std::size_t{0});
  const auto run_at = [&](std::size_t begin) { return sequence.subspan(begin, length); };
  std::stable_sort(begins.begin(), begins.end(), [&](std::size_t a, std::size_t b) {
    return std::ranges::lexicographical_compare(run_at(a), run_at(b));
  });
  for (std::size_t k = 1; k < begins.size(); ++k) {
    if (std::ranges::equal(run_at(begins[k - 1]), run_at(begins[k]))) again(begins[k]);
  }
}

}  // namespace

std::vector<std::uint8_t> repeated_entries(std::span<const int> sequence, int length) {
  std::vector<std::uint8_t> repeated(sequence.size(), 0);
  const auto run = static_cast<std::size_t>(length);
  each_recurrence(sequence, run, [&](std::size_t begin) {
    std::fill_n(repeated.begin() + static_cast<std::ptrdiff_t>(begin), run, std::uint8_t{1});
  });
  return repeated;
}

double recurring_share(std::span<const int> sequence, int length) {
  const auto run = static_cast<std::size_t>(length);
  if (sequence.size() < run) return 0;
  std::size_t recurring = 0;
  each_recurrence(sequence, run, [&](std::size_t) { ++recurring; });
  return static_cast<double>(recurring) / static_cast<double>(sequence.size() - run + 1);
}

}  // namespace bach
