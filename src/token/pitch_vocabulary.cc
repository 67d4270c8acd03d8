#include "token/pitch_vocabulary.h"

#include <optional>

#include "base/sha256.h"

namespace bach {

Result<std::vector<int>> rows_of_pitches(std::span<const int> pitches, const std::string& piece) {
  std::vector<int> rows;
  rows.reserve(pitches.size());
  std::size_t misfits = 0;
  std::optional<int> first;
  for (const int pitch : pitches) {
    if (has_row(pitch)) {
      rows.push_back(row_of_pitch(pitch));
    } else {
      ++misfits;
      if (!first) first = pitch;
    }
  }
  if (misfits == 0) return rows;
  return Error{ErrorCode::kInvalidArgument,
               piece + ": " + std::to_string(misfits) + " of " + std::to_string(pitches.size()) +
                   " notes lie outside pitches " + std::to_string(kLowestPitch) + " to " +
                   std::to_string(kHighestPitch) + " (the first is pitch " +
                   std::to_string(*first) + "): transpose the piece or leave it out",
               {}};
}

std::string pitch_vocabulary_fingerprint() {
  std::string meaning = std::string(kPitchVocabularyName) + "\n";
  for (int row = 0; row < kPitchRows; ++row) {
    meaning += std::to_string(row) + " pitch " + std::to_string(pitch_of_row(row)) + "\n";
  }
  return sha256_hex(meaning);
}

}  // namespace bach
