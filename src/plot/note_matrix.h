// The notebook's picture of a piece: one column a note, one row a pitch.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "plot/picture.h"

namespace bach {

struct NoteMatrixPanel {
  std::string title;
  std::vector<int> pitches;  // MIDI note numbers 0 … 127, in order
};

struct NoteMatrix {
  std::vector<NoteMatrixPanel> panels;  // at least one, under each other, with the same axes
  bool line = false;                    // also a line from note to note
};

std::unique_ptr<Picture> note_matrix_picture(NoteMatrix matrix);

}  // namespace bach
