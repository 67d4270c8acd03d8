#include "app/train/choice.h"

#include <limits>
#include <utility>

#include "app/music/warnings.h"
#include "app/pack.h"
#include "packed/take.h"

namespace bach {
namespace {

Result<TakeOptions> taking(const MusicChoice& choice) {
  TakeOptions take;
  take.voices = choice.voices;
  take.most_tracks = choice.most_voices;
  take.least_notes = choice.least_notes;
  take.most_notes = choice.most_notes > 0 ? choice.most_notes : std::numeric_limits<int>::max();
  take.most_percussion = choice.most_percussion;
  for (const std::string& instrument : choice.instruments) {
    Result<std::vector<int>> programs = programs_called(instrument);
    if (!programs) return std::move(programs).error();
    take.programs.insert(take.programs.end(), programs->begin(), programs->end());
  }
  for (const std::string& text : choice.metres) {
    const Result<Metre> metre = metre_called(text);
    if (!metre) return metre.error();
    take.metres.push_back(*metre);
  }
  return take;
}

}  // namespace

Result<ChosenMusic> choose_music(const MusicChoice& choice,
                                 std::span<const MusicPiece* const> music,
                                 std::vector<std::string>& warnings) {
  ChosenMusic chosen;
  if (choice == MusicChoice()) {
    chosen.pieces.assign(music.begin(), music.end());
    return chosen;
  }
  const Result<TakeOptions> take = taking(choice);
  if (!take) return take.error();
  FileWarnings left_out;
  for (const MusicPiece* piece : music) {
    MusicPiece taken = *piece;
    if (const auto refusal = choose_voices(*take, taken.score)) {
      const std::string detail = refusal->detail.empty() ? "" : " (" + refusal->detail + ")";
      left_out.add("left out: " + refusal->cause, piece->path,
                   "left out: " + piece->path + ": " + refusal->cause + detail);
      continue;
    }
    chosen.changed.push_back(std::move(taken));
    chosen.pieces.push_back(&chosen.changed.back());
  }
  for (std::string& line : left_out.lines()) warnings.push_back(std::move(line));
  return chosen;
}

}  // namespace bach
