// Rates of drawn plans fitted to those of the pieces learned from.
#pragma once

#include "form/motive/book.h"

namespace bach {

// Draws plans for the book's own pieces, on chords that know nothing of their bars, and corrects the
// book's rates where a relation comes too often or too rarely for its kind and place. A second or
// two for 150 pieces: once, when all are in the book. Where they are many or very long, of those alone, in
// order, that take some three seconds. The same on every machine.
void fit_rates(MotiveBook& book);

}  // namespace bach
