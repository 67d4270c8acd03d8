// Pictures of music and of learning: what `bach plot` does, without the printing.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "base/cancel.h"
#include "base/progress.h"
#include "base/result.h"
#include "plot/picture.h"
#include "plot/picture_file.h"

namespace bach {

// A picture ready to be shown: picture->text() in a terminal, write_picture() to a file.
struct Plot {
  std::unique_ptr<Picture> picture;
  std::string json;                   // one object, one line: "kind" and the numbers behind it
  std::vector<std::string> warnings;  // one line each: inputs left out and why, repairs
};

// `inputs` are as expand_inputs() takes them. An input that cannot be read is left out with a
// warning, but is an error when it is the only one; so is music without a note.

struct LengthsOptions {
  std::vector<std::string> inputs;  // none: the movements carried in the program
  bool all_notes = false;           // of all voices; else those the notebook learns from
};
// Histogram of the pieces' sizes in notes.
Result<Plot> plot_lengths(const LengthsOptions& options, const ProgressCallback& progress,
                          const Cancellation& cancellation);

struct NotesOptions {
  std::vector<std::string> inputs;  // none: the first movement
  std::size_t notes = 100;          // from the beginning of each piece, at least 1
  bool line = false;                // from note to note
};
// The notebook's matrix: one column a note of the first voice, one row a pitch.
Result<Plot> plot_notes(const NotesOptions& options, const ProgressCallback& progress,
                        const Cancellation& cancellation);

}  // namespace bach
