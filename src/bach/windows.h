// What the windows network learns from: melodies, one-hot matrices, windows with the note after
// them.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "base/export.h"
#include "base/result.h"
#include "score/score.h"

namespace bach {

// MIDI note numbers of the first track with notes, by onset, then pitch upward; at most the first
// `most`. Empty when the score has no notes.
BACH_API std::vector<int> melody_of(const Score& score, std::size_t most = 1000);

// One row a note, one column for each of the pitches 1 … 79: 1 where the note is, 0 elsewhere.
struct OneHotMatrix {
  static constexpr std::size_t kColumns = 79;
  std::size_t rows = 0;
  std::vector<float> values;  // [rows][kColumns]

  float at(std::size_t row, std::size_t column) const { return values[row * kColumns + column]; }
};

// kInvalidArgument for a pitch that has no column.
BACH_API Result<OneHotMatrix> one_hot(std::span<const int> melody);

// Examples to learn from: `length` notes in a row and the one that follows.
struct ExampleWindows {
  int length = 0;
  std::vector<int> inputs;   // [windows][length], MIDI note numbers
  std::vector<int> targets;  // [windows]

  std::size_t size() const { return targets.size(); }
  std::span<const int> input(std::size_t window) const {
    const auto notes = static_cast<std::size_t>(length);
    return std::span(inputs).subspan(window * notes, notes);
  }
};

// Every window within a melody, in order; a melody of n notes gives max(0, n − length). length > 0.
BACH_API ExampleWindows cut_windows(std::span<const std::vector<int>> melodies, int length);

}  // namespace bach
