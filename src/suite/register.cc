#include "suite/register.h"

#include <cmath>
#include <cstdint>
#include <utility>

namespace bach {

double mean_pitch(std::span<const SuitePiece> pieces) {
  std::int64_t sum = 0, notes = 0;
  for (const SuitePiece& piece : pieces) {
    for (const SuiteSection& section : piece.sections) {
      for (const SuiteToken& token : section.tokens) {
        sum += token.pitch;
        ++notes;
      }
    }
  }
  return notes == 0 ? 0 : static_cast<double>(sum) / static_cast<double>(notes);
}

SuitePiece moved_near(SuitePiece piece, double pitch) {
  const double apart = pitch - mean_pitch({&piece, 1});
  int octaves = static_cast<int>(std::ceil(apart / 12 - 0.5));
  while (octaves != 0 && !transposable(piece, 12 * octaves)) octaves += octaves < 0 ? 1 : -1;
  return transposed(std::move(piece), 12 * octaves);
}

}  // namespace bach
