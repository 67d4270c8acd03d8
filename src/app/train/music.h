// Which of the music is learned from, and which is held out.
#pragma once

#include <algorithm>
#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "app/train.h"
#include "base/result.h"

namespace bach {

// A piece as a preset takes it.
template <typename Piece>
struct Lesson {
  Piece piece;
  int notes = 0;                    // learned from or measured on
  std::vector<std::string> losses;  // what the preset cannot say of it, one line each
};

template <typename Piece>
struct Lessons {
  std::vector<Piece> pieces;    // in the order of the music, at least one
  std::vector<Piece> held_out;  // likewise, none unless asked for
};

// The pieces called by `holdout`, as they are called: kInvalidArgument where none is called so.
Result<std::vector<std::string>> held_out_names(const std::vector<std::string>& holdout,
                                                std::span<const MusicPiece* const> music);

// No music is left: because of the first of the warnings or, without any, because all is held out.
Error nothing_to_learn_from(const std::vector<std::string>& warnings);

// Makes each piece one of the preset. What it cannot take is skipped with a warning, which `take`
// gives as an error that names the piece. Errors: no
// music to learn from; a name in `holdout` that matches no piece.
template <typename Piece>
Result<Lessons<Piece>> take_lessons(
    std::span<const MusicPiece* const> music, const std::vector<std::string>& holdout,
    const std::function<Result<Lesson<Piece>>(const MusicPiece&)>& take, TrainingSummary& summary) {
  const Result<std::vector<std::string>> names = held_out_names(holdout, music);
  if (!names) return names.error();
  Lessons<Piece> lessons;
  for (const MusicPiece* piece : music) {
    Result<Lesson<Piece>> lesson = take(*piece);
    if (!lesson) {
      summary.warnings.push_back("skipped: " + lesson.error().message);
      continue;
    }
    for (const std::string& loss : lesson->losses) {
      summary.warnings.push_back(piece->path + ": " + loss);
    }
    const bool held_out = std::find(names->begin(), names->end(), piece->name) != names->end();
    (held_out ? summary.held_out : summary.pieces).push_back({piece->name, lesson->notes});
    (held_out ? lessons.held_out : lessons.pieces).push_back(std::move(lesson->piece));
    if (!held_out) summary.notes += static_cast<std::size_t>(lesson->notes);
  }
  if (lessons.pieces.empty()) return nothing_to_learn_from(summary.warnings);
  return lessons;
}

// Rows of token/pitch_vocabulary.h, of the pitches `pitches_of` gives of a piece.
Result<Lessons<std::vector<int>>> take_pitches(
    std::span<const MusicPiece* const> music, const std::vector<std::string>& holdout,
    const std::function<std::vector<int>(const Score&)>& pitches_of, TrainingSummary& summary);

}  // namespace bach
