#include "app/train/music.h"

#include "app/music/inputs.h"
#include "base/nearest_name.h"
#include "token/pitch_vocabulary.h"

namespace bach {

Result<std::vector<std::string>> held_out_names(const std::vector<std::string>& holdout,
                                                std::span<const MusicPiece* const> music) {
  std::vector<std::string> known;
  for (const MusicPiece* piece : music) known.push_back(piece->name);
  std::vector<std::string> names;
  for (std::string& name : piece_names(holdout)) {
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      return invalid_argument(
          "holdout", "no piece called '" + name + "' among the inputs" + did_you_mean(name, known));
    }
    names.push_back(std::move(name));
  }
  return names;
}

void add_skipped(const std::string& path, const std::string& error, FileWarnings& warnings) {
  std::string_view reason = error;
  if (reason.starts_with(path + ": ")) reason.remove_prefix(path.size() + 2);
  warnings.add("skipped: " + counted_cause(cause_of_warning(reason)).cause, path,
               "skipped: " + error);
}

Error nothing_to_learn_from(const std::vector<std::string>& warnings) {
  return {ErrorCode::kInvalidData,
          "no music to learn from: " +
              (warnings.empty() ? std::string("all of it is held out") : warnings.front()),
          {}};
}

Result<Lessons<std::vector<int>>> take_pitches(
    std::span<const MusicPiece* const> music, const std::vector<std::string>& holdout,
    const std::function<std::vector<int>(const Score&)>& pitches_of, WithoutRow without,
    TrainingSummary& summary) {
  using Rows = std::vector<int>;
  const auto take = [&](const MusicPiece& piece) -> Result<Lesson<Rows>> {
    std::vector<int> pitches = pitches_of(piece.score);
    const std::size_t all = pitches.size();
    std::vector<std::string> losses;
    if (without == WithoutRow::kLeaveOut && std::any_of(pitches.begin(), pitches.end(), has_row)) {
      std::erase_if(pitches, [](int pitch) { return !has_row(pitch); });
      const std::size_t left_out = all - pitches.size();
      if (left_out > 0) {
        losses.push_back(std::to_string(left_out) + (left_out == 1 ? " note" : " notes") +
                         " outside pitches " + std::to_string(kLowestPitch) + " to " +
                         std::to_string(kHighestPitch) + " left out");
      }
    }
    Result<Rows> rows = rows_of_pitches(pitches, piece.path);
    if (!rows) return std::move(rows).error();
    const int notes = static_cast<int>(rows->size());
    return Lesson<Rows>{std::move(*rows), notes, std::move(losses)};
  };
  return take_lessons<Rows>(music, holdout, take, summary);
}

}  // namespace bach
