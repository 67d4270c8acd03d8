#include "nn/engine/host_rows.h"

#include <algorithm>

namespace bach::engine {
namespace {

// Number (row, column) of a matrix of `held` rows.
std::ptrdiff_t place_in(int held, int row, int column) {
  return offset_of(held, column / kLanes) + std::ptrdiff_t{row} * kLanes + column % kLanes;
}

// Calls visit(k, place, n) for each run of numbers k … k + n − 1 of a row that lie side by side in
// the blocked matrix, `place` counting from the row's first panel.
template <typename Visit>
void for_each_run(int first, int width, int held, Visit visit) {
  for (int k = 0; k < width;) {
    const int column = first + k;
    const int count = std::min(kLanes - column % kLanes, width - k);
    visit(k, offset_of(held, column / kLanes) + column % kLanes, count);
    k += count;
  }
}

std::ptrdiff_t mask_place_of(const EmbeddedColumns& columns, std::ptrdiff_t place) {
  return place / offset_of(columns.held, 1) * offset_of(columns.mask_held, 1) + place % kLanes;
}

// Calls visit(output, class) for all pairs that belong together in a row.
template <typename Visit>
void for_each_relation(const Relation& relation, int row, Visit visit) {
  const int value = relation.values[std::ptrdiff_t{row} * relation.stride];
  if (value < 0) return;
  if (relation.cyclic) {
    int output = value % relation.outputs;
    for (int c = 0; c < relation.classes; ++c) {
      visit(output, c);
      output = output + 1 == relation.outputs ? 0 : output + 1;
    }
    return;
  }
  const int lowest = value - relation.outputs / 2;  // the class of output 0
  const int first = std::max(lowest, 0);
  const int end = std::min(lowest + relation.outputs, relation.classes);
  for (int c = first; c < end; ++c) visit(c - lowest, c);
}

int bucket_of(const Guess& guess, int row) {
  return guess.buckets == nullptr ? 0 : guess.buckets[std::ptrdiff_t{row} * guess.stride];
}

}  // namespace

void gather_rows(const TableShape& shape, const float* table, const EmbeddedColumns& columns,
                 RowRange rows, float* to) {
  for_each_run(columns.first, shape.width, columns.held,
               [&](int k, std::ptrdiff_t place, int count) {
                 const std::ptrdiff_t mask_place = mask_place_of(columns, place);
                 for (int r = rows.first; r < rows.first + rows.count; ++r) {
                   float* out = to + place + std::ptrdiff_t{r} * kLanes;
                   const int value = columns.values[std::ptrdiff_t{r} * columns.stride];
                   if (value < 0) {
                     std::fill_n(out, count, 0.0f);
                     continue;
                   }
                   const float* from = table + std::ptrdiff_t{value} * shape.stride + k;
                   if (columns.mask == nullptr) {
                     std::copy_n(from, count, out);
                     continue;
                   }
                   const float* mask =
                       columns.mask + mask_place + std::ptrdiff_t{r % columns.lanes} * kLanes;
                   for (int i = 0; i < count; ++i) out[i] = from[i] * mask[i];
                 }
               });
}

void add_gathered_rows(const TableShape& shape, const float* d, const EmbeddedColumns& columns,
                       int count, float* table) {
  for_each_run(columns.first, shape.width, columns.held, [&](int k, std::ptrdiff_t place, int run) {
    const std::ptrdiff_t mask_place = mask_place_of(columns, place);
    for (int r = 0; r < count; ++r) {
      const int value = columns.values[std::ptrdiff_t{r} * columns.stride];
      if (value < 0) continue;
      float* to = table + std::ptrdiff_t{value} * shape.stride + k;
      const float* from = d + place + std::ptrdiff_t{r} * kLanes;
      if (columns.mask == nullptr) {
        for (int i = 0; i < run; ++i) to[i] += from[i];
        continue;
      }
      const float* mask = columns.mask + mask_place + std::ptrdiff_t{r % columns.lanes} * kLanes;
      for (int i = 0; i < run; ++i) to[i] += from[i] * mask[i];
    }
  });
}

void write_tied_forms(const TiedForms& s) {
  for (int r = 0; r < s.rows; ++r) {
    for (int k = 0; k < s.stride; ++k) {
      const float value = s.table[std::ptrdiff_t{r} * s.stride + k];
      s.by_class[place_in(s.stride, k, r)] = value;
      s.by_column[place_in(s.rows, r, k)] = value;
    }
  }
}

void add_relation(const Relation& relation, RowRange rows, const float* relative, float* logits) {
  for (int r = rows.first; r < rows.first + rows.count; ++r) {
    for_each_relation(relation, r, [&](int output, int c) {
      logits[place_in(relation.held, r, c)] += relative[place_in(relation.held, r, output)];
    });
  }
}

void sum_relation(const Relation& relation, RowRange rows, const float* logits, float* relative) {
  for (int r = rows.first; r < rows.first + rows.count; ++r) {
    for (int p = 0; p < panels_of(relation.outputs); ++p) {
      std::fill_n(relative + place_in(relation.held, r, p * kLanes), kLanes, 0.0f);
    }
    for_each_relation(relation, r, [&](int output, int c) {
      relative[place_in(relation.held, r, output)] += logits[place_in(relation.held, r, c)];
    });
  }
}

void add_guess(const Guess& guess, RowRange rows, const float* numbers, const float* biases,
               float* logits) {
  for (int r = rows.first; r < rows.first + rows.count; ++r) {
    const int value = guess.values[std::ptrdiff_t{r} * guess.stride];
    if (value < 0 || value >= guess.classes) continue;
    const int bucket = bucket_of(guess, r);
    float bonus = numbers[place_in(guess.held, r, guess.number)];
    if (bucket >= 0) bonus += biases[bucket];
    logits[place_in(guess.held, r, value)] += bonus;
  }
}

void take_guess(const Guess& guess, RowRange rows, const float* logits, float* numbers) {
  for (int r = rows.first; r < rows.first + rows.count; ++r) {
    const int value = guess.values[std::ptrdiff_t{r} * guess.stride];
    numbers[place_in(guess.held, r, guess.number)] =
        value < 0 || value >= guess.classes ? 0.0f : logits[place_in(guess.held, r, value)];
  }
}

void sum_guess_biases(const Guess& guess, RowRange rows, const float* numbers, std::size_t size,
                      float* biases) {
  std::fill_n(biases, size, 0.0f);
  for (int r = rows.first; r < rows.first + rows.count; ++r) {
    const int bucket = bucket_of(guess, r);
    if (bucket >= 0) biases[bucket] += numbers[place_in(guess.held, r, guess.number)];
  }
}

}  // namespace bach::engine
