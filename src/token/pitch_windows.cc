#include "token/pitch_windows.h"

#include "base/sha256.h"
#include "token/pitch_sequences.h"

namespace bach {

std::vector<int> notebook_notes(const Score& score) {
  std::vector<int> pitches = leading_pitches(score);
  if (pitches.size() > kMostNotesOfPiece) pitches.resize(kMostNotesOfPiece);
  return pitches;
}

PitchWindows::PitchWindows(std::span<const std::vector<int>> pieces, int length) : length_(length) {
  const auto needed = static_cast<std::size_t>(length);
  for (const std::vector<int>& piece : pieces) {
    for (std::size_t k = 0; k + needed < piece.size(); ++k) {
      starts_.push_back(static_cast<std::uint32_t>(rows_.size() + k));
    }
    rows_.insert(rows_.end(), piece.begin(), piece.end());
  }
}

std::string corpus_hash(std::span<const std::vector<int>> pieces) {
  Sha256 hash;
  for (const std::vector<int>& piece : pieces) {
    std::string line;
    for (const int row : piece) line += std::to_string(row) + " ";
    hash.update(line + "\n");
  }
  return hash.finish();
}

}  // namespace bach
