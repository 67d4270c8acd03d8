#include "evaluate/compared_piece.h"

#include <algorithm>

#include "score/key_estimate.h"
#include "score/written_bars.h"
#include "suite/form.h"

namespace bach {
namespace {

// The tonic, as a pitch class, of the major key with the signature in force at `onset`: the score's
// own keys or, if it names none, those its parts seem to be in. Relative keys share a signature,
// and what hovers between the two, as free music does, is not torn apart.
int tonic_at(const Score& score, const std::vector<SuitePart>& parts, Tick onset) {
  int tonic = 0;
  if (!score.keys.empty()) {
    for (const Key& key : score.keys) {
      if (&key == &score.keys.front() || key.at <= onset) tonic = relative_major(key);
    }
    return tonic;
  }
  for (const SuitePart& part : parts) {
    if (&part != &parts.front() && part.begin > onset) break;
    tonic = relative_major(part.key);
  }
  return tonic;
}

}  // namespace

ComparedPiece compared_piece(const std::string& name, const Score& unfolded, const View& view) {
  const Score score = viewed_score(unfolded, view);
  const std::vector<SuitePart> parts = suite_parts(score);
  const WrittenBars bars(score);
  ComparedPiece piece;
  piece.name = name;
  for (const Note& note : measured_notes(score, Voices::kAll)) {
    if (!piece.pitches.empty()) {
      piece.intervals.push_back(note.pitch - piece.pitches.back());
    }
    piece.pitches.push_back(note.pitch);
    piece.classes.push_back((note.pitch - tonic_at(score, parts, note.onset) + 12) % 12);
    piece.durations.push_back(note.duration * 480 / score.ticks_per_quarter);
    piece.bars.push_back(static_cast<int>(bars.at(note.onset)));
  }
  return piece;
}

void PieceCounts::add(const ComparedPiece& piece) {
  for (const int value : piece.classes) ++classes[value];
  for (const int value : piece.intervals) ++intervals[value];
  for (const Tick value : piece.durations) ++durations[value];
}

}  // namespace bach
