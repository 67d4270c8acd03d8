#include "evaluate/piece.h"

#include <algorithm>
#include <utility>

#include "ngram/repeated_runs.h"
#include "score/fold.h"
#include "score/limits.h"
#include "suite/encode.h"
#include "suite/grid.h"

namespace bach {
namespace {

void keep_first_track(Score& score) {
  const auto first = std::find_if(score.tracks.begin(), score.tracks.end(),
                                  [](const Track& track) { return !track.notes.empty(); });
  if (first != score.tracks.end()) score.tracks = {Track(*first)};
}

PieceKind kind_of_piece(const std::string& name, const Score& score) {
  const PieceKind kind = kind_of(name);
  return kind != PieceKind::kUnknown ? kind : kind_of(score.title);
}

}  // namespace

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

Score viewed_score(const Score& unfolded, const View& view) {
  Score score = view.suite ? to_suite_grid(unfolded).score : unfolded;
  if (view.folded) score = fold(score);
  if (view.voices == Voices::kFirst) keep_first_track(score);
  return score;
}

Result<MeasuredPiece> measured_piece(const std::string& name, const Score& unfolded,
                                     const View& view) {
  MeasuredPiece piece;
  piece.name = name;
  const Score score = viewed_score(unfolded, view);
  if (view.suite) {
    Result<SuiteEncoding> encoding = encode_suite(score, kind_of_piece(name, unfolded));
    if (!encoding) {
      return Error{encoding.error().code, name + ": " + encoding.error().message, {}};
    }
    piece.suite = std::move(encoding->piece);
    for (const SuiteNote& note : first_statements(*piece.suite)) {
      piece.pitches.push_back(note.token.pitch);
      piece.rhythms.push_back(note.token.rhythm);
    }
  } else {
    for (const Note& note : measured_notes(score, Voices::kAll)) {
      piece.pitches.push_back(note.pitch);
    }
  }
  const Status fits = check_read_notes(piece.pitches.size(), name + ": ");
  if (!fits) return fits.error();
  piece.repeated = repeated_entries(piece.pitches);
  return piece;
}

}  // namespace bach
