// Heat map of what was expected along a piece: one column a note, one row a pitch.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "plot/picture.h"

namespace bach {

struct ExpectedColumn {
  std::vector<double> probabilities;  // of MIDI note numbers 0 … 127
  int came = 60;                      // the note that came
};

struct ExpectationPanel {
  std::string title;
  std::string subtitle;
  std::size_t first = 1;                // the number of the first note
  std::vector<ExpectedColumn> columns;  // at least one
};

// The panels stand under each other, with the same axes. Rows are those of the notes that came and
// of all that had a chance of a hundredth.
std::unique_ptr<Picture> expectation_picture(std::vector<ExpectationPanel> panels);

}  // namespace bach
