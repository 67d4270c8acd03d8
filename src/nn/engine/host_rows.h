// What the host does row by row, by whole numbers found there; see kernels.h for each.
#pragma once

#include <cstddef>

#include "nn/engine/kernels.h"

namespace bach::engine {

void gather_rows(const TableShape& shape, const float* table, const EmbeddedColumns& columns,
                 RowRange rows, float* to);
void add_gathered_rows(const TableShape& shape, const float* d, const EmbeddedColumns& columns,
                       int count, float* table);
void write_tied_forms(const TiedForms& forms);

void add_relation(const Relation& relation, RowRange rows, const float* relative, float* logits);
void sum_relation(const Relation& relation, RowRange rows, const float* logits, float* relative);
void add_guess(const Guess& guess, RowRange rows, const float* numbers, const float* biases,
               float* logits);
void take_guess(const Guess& guess, RowRange rows, const float* logits, float* numbers);
void sum_guess_biases(const Guess& guess, RowRange rows, const float* numbers, std::size_t size,
                      float* biases);

}  // namespace bach::engine
