#include "app/train/music.h"

#include <algorithm>
#include <utility>

#include "app/music/inputs.h"
#include "app/music/music.h"
#include "base/nearest_name.h"
#include "token/pitch_vocabulary.h"

namespace bach {
namespace {

// Moves the pieces called `names` out of `pieces`.
Result<std::vector<PieceRows>> take_held_out(const std::vector<std::string>& names,
                                             std::vector<PieceRows>& pieces) {
  std::vector<std::string> known;
  for (const PieceRows& piece : pieces) known.push_back(piece.name);
  std::vector<std::string> wanted;
  for (const std::string& name : names) {
    wanted.push_back(piece_name(name));
    if (std::find(known.begin(), known.end(), wanted.back()) == known.end()) {
      return Error{ErrorCode::kInvalidArgument,
                   "--holdout: no piece called '" + name + "' among the inputs" +
                       did_you_mean(wanted.back(), known),
                   {}};
    }
  }
  std::vector<PieceRows> held_out;
  std::vector<PieceRows> rest;
  for (PieceRows& piece : pieces) {
    const bool held = std::find(wanted.begin(), wanted.end(), piece.name) != wanted.end();
    (held ? held_out : rest).push_back(std::move(piece));
  }
  pieces = std::move(rest);
  return held_out;
}

}  // namespace

std::vector<TrainingPiece> overview(const std::vector<PieceRows>& pieces) {
  std::vector<TrainingPiece> list;
  for (const PieceRows& piece : pieces) {
    list.push_back({piece.name, static_cast<int>(piece.rows.size())});
  }
  return list;
}

Result<TrainingMusic> read_training_music(
    const std::vector<std::string>& inputs, const std::vector<std::string>& holdout,
    const std::function<std::vector<int>(const Score&)>& pitches_of,
    const ProgressCallback& progress, const Cancellation& cancellation) {
  Result<Music> read = read_music(inputs, progress, cancellation);
  if (!read) return std::move(read).error();
  TrainingMusic music;
  music.warnings = std::move(read->warnings);
  for (const MusicPiece& piece : read->pieces) {
    Result<std::vector<int>> rows = rows_of_pitches(pitches_of(piece.score), piece.path);
    if (rows) {
      music.pieces.push_back({piece.name, std::move(*rows)});
    } else {
      music.warnings.push_back("skipped: " + rows.error().message);
    }
  }
  Result<std::vector<PieceRows>> held_out = take_held_out(holdout, music.pieces);
  if (!held_out) return std::move(held_out).error();
  music.held_out = std::move(*held_out);
  if (music.pieces.empty()) {
    return Error{
        ErrorCode::kInvalidData,
        "no music to learn from: " + (music.warnings.empty() ? std::string("all of it is held out")
                                                             : music.warnings.front()),
        {}};
  }
  return music;
}

}  // namespace bach
