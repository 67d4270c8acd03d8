#include "evaluate/piece.h"

#include <algorithm>
#include <utility>

#include "ngram/repeated_runs.h"

namespace bach {

std::string voices_name(Voices voices) {
  return voices == Voices::kFirst ? "first track" : "all voices";
}

std::vector<Note> measured_notes(const Score& score, Voices voices) {
  std::vector<Note> notes;
  for (const Track& track : score.tracks) {
    notes.insert(notes.end(), track.notes.begin(), track.notes.end());
    if (voices == Voices::kFirst && !notes.empty()) break;
  }
  std::sort(notes.begin(), notes.end());
  return notes;
}

MeasuredPiece measured_pitches(std::string name, const Score& score, Voices voices) {
  MeasuredPiece piece;
  piece.name = std::move(name);
  for (const Note& note : measured_notes(score, voices)) piece.pitches.push_back(note.pitch);
  piece.repeated = repeated_entries(piece.pitches);
  return piece;
}

}  // namespace bach
