#include "base/make_sorted.h"

#include <gtest/gtest.h>

#include <random>
#include <tuple>

namespace bach {
namespace {

// Compared by its key alone, so that order among equals shows.
struct Keyed {
  int key = 0;
  int number = 0;
  bool operator<(const Keyed& other) const { return key < other.key; }
};

// Sorted but for a part of the elements, or in so many sorted runs.
std::vector<Keyed> disordered(std::minstd_rand& random, int size, int runs, int misplaced) {
  std::vector<Keyed> elements;
  for (int k = 0; k < size; ++k)
    elements.push_back({k * std::max(runs, 1) % std::max(size, 1) / 3, k});
  for (int k = 0; k < misplaced && size > 0; ++k) {
    elements[random() % elements.size()].key = static_cast<int>(random() % 100);
  }
  return elements;
}

template <typename Sort>
void expect_stable(const Sort& sort) {
  std::minstd_rand random(1);
  for (const int size : {0, 1, 2, 3, 10, 100, 1000}) {
    for (const int runs : {1, 2, 3, 8, 63, 64, 65, 200}) {
      for (const int misplaced : {0, 1, 5, 1000}) {
        std::vector<Keyed> elements = disordered(random, size, runs, misplaced);
        std::vector<Keyed> expected = elements;
        std::stable_sort(expected.begin(), expected.end());
        sort(elements);
        ASSERT_EQ(elements.size(), expected.size());
        for (std::size_t k = 0; k < elements.size(); ++k) {
          ASSERT_EQ(elements[k].number, expected[k].number) << size << " " << runs << " " << k;
        }
      }
    }
  }
}

TEST(MakeSorted, SortsAsStableSortDoes) {
  expect_stable([](std::vector<Keyed>& elements) { make_sorted(elements); });
}

TEST(MergeRuns, SortsAsStableSortDoes) {
  expect_stable([](std::vector<Keyed>& elements) { merge_runs(elements); });
}

}  // namespace
}  // namespace bach
