// Windows over the notes of many pieces, as the notebook cuts them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "score/score.h"

namespace bach {

inline constexpr int kMostNotesOfPiece = 1000;

// Pitches (MIDI note numbers) of the first track with notes, by onset, then pitch upward; at most
// the first kMostNotesOfPiece. Empty when the score has no notes.
std::vector<int> notebook_notes(const Score& score);

// Every stretch of `length` rows within a piece that has a row after it. Keeps one copy of the
// rows and where each window starts; nothing is one-hot.
class PitchWindows {
 public:
  // `pieces` are lists of rows. A piece of n rows gives max(0, n − length) windows. length > 0.
  PitchWindows(std::span<const std::vector<int>> pieces, int length);

  int length() const { return length_; }
  std::size_t size() const { return starts_.size(); }
  std::span<const int> inputs(std::size_t window) const {
    return rows().subspan(starts_[window], static_cast<std::size_t>(length_));
  }
  int target(std::size_t window) const {
    return rows_[starts_[window] + static_cast<std::size_t>(length_)];
  }

  // All pieces, one after another, and the place in them where each window starts.
  std::span<const int> rows() const { return rows_; }
  std::span<const std::uint32_t> starts() const { return starts_; }

 private:
  int length_;
  std::vector<int> rows_;
  std::vector<std::uint32_t> starts_;
};

// SHA-256 of the pieces' rows, in order; says which music a model learned from.
std::string corpus_hash(std::span<const std::vector<int>> pieces);

}  // namespace bach
