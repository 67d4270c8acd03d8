#include "token/pitch_sequences.h"

#include <algorithm>

#include "base/sha256.h"

namespace bach {

std::string pitch_sequence_fingerprint() {
  return sha256_hex(std::string(kPitchSequenceName) + "\n" + pitch_vocabulary_fingerprint() + "\n" +
                    std::to_string(kPieceMark) + " begin or end\n");
}

std::vector<int> leading_pitches(const Score& score) {
  std::vector<int> pitches;
  const auto track = std::find_if(score.tracks.begin(), score.tracks.end(),
                                  [](const Track& candidate) { return !candidate.notes.empty(); });
  if (track == score.tracks.end()) return pitches;
  for (const Note& note : track->notes) pitches.push_back(note.pitch);
  return pitches;
}

}  // namespace bach
