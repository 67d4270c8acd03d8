// The record of a note to come: the values of all features side by side, and what the table of
// features (suite/features.h) says of its columns.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "suite/features.h"

namespace bach::suite {

// Numbers in a record.
std::size_t columns();

// The column of a feature; −1 when there is none of that name.
int column(std::string_view feature);

// The columns that enter the network there, in its order.
std::vector<int> columns_entering(Entry where);

// The memory's guesses and how far each is to be trusted.
struct GuessColumns {
  int guess;
  int bucket;
};
std::span<const GuessColumns> pitch_guesses();
std::span<const GuessColumns> rhythm_guesses();

// As if the memory had nothing to say: no guess, no bucket.
void hide_guess(std::span<int> record, const GuessColumns& guess);
void hide_guesses(std::span<int> record);

// As if nothing were planned.
void hide_plan(std::span<int> record);

// The record `semitones` higher: what SuiteSteps would say of the transposed piece, but for guesses
// beyond the suite pitches, which become −1 and, once they are, stay so.
void transpose_record(std::span<int> record, int semitones);

}  // namespace bach::suite
