// Which of the music is learned from, and which is held out.
#pragma once

#include <algorithm>
#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "app/music/warnings.h"
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

// That a piece is skipped, because of an error that begins with its path.
void add_skipped(const std::string& path, const std::string& error, FileWarnings& warnings);

// No music is left: because of the first of the warnings or, without any, because all is held out.
Error nothing_to_learn_from(const std::vector<std::string>& warnings);

// Makes each piece one of the preset. What it cannot take is skipped; `take` gives the reason as an error
// that begins with the piece's path. What there is to say of many is a warning once a cause. Errors: no
// music to learn from; a name in `holdout` that matches no piece.
template <typename Piece>
Result<Lessons<Piece>> take_lessons(
    std::span<const MusicPiece* const> music, const std::vector<std::string>& holdout,
    const std::function<Result<Lesson<Piece>>(const MusicPiece&)>& take, TrainingSummary& summary) {
  const Result<std::vector<std::string>> names = held_out_names(holdout, music);
  if (!names) return names.error();
  Lessons<Piece> lessons;
  FileWarnings warnings;
  for (const MusicPiece* piece : music) {
    Result<Lesson<Piece>> lesson = take(*piece);
    if (!lesson) {
      add_skipped(piece->path, lesson.error().message, warnings);
      continue;
    }
    for (const std::string& loss : lesson->losses) {
      CountedCause cause = counted_cause(loss);
      warnings.add(std::move(cause.cause), piece->path, piece->path + ": " + loss, false,
                   cause.amount);
    }
    const bool held_out = std::find(names->begin(), names->end(), piece->name) != names->end();
    (held_out ? summary.held_out : summary.pieces).push_back({piece->name, lesson->notes});
    (held_out ? lessons.held_out : lessons.pieces).push_back(std::move(lesson->piece));
    if (!held_out) summary.notes += static_cast<std::size_t>(lesson->notes);
  }
  for (std::string& line : warnings.lines()) summary.warnings.push_back(std::move(line));
  if (lessons.pieces.empty()) return nothing_to_learn_from(summary.warnings);
  return lessons;
}

// Notes without a row.
enum class WithoutRow : std::uint8_t {
  kSkipPiece,  // that has one
  kLeaveOut,   // and count them
};

// Rows of token/pitch_vocabulary.h, of the pitches `pitches_of` gives of a piece.
Result<Lessons<std::vector<int>>> take_pitches(
    std::span<const MusicPiece* const> music, const std::vector<std::string>& holdout,
    const std::function<std::vector<int>(const Score&)>& pitches_of, WithoutRow without,
    TrainingSummary& summary);

}  // namespace bach
