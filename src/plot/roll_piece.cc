#include "plot/roll_piece.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "score/bars.h"
#include "score/fold.h"
#include "score/key_name.h"
#include "score/spelling.h"
#include "score/tempo_map.h"
#include "score/written_bars.h"

namespace bach {
namespace {

constexpr std::size_t kMostBars = 5000;

struct Extent {
  Tick first_onset = 0;
  Tick end = 0;  // of the last note
};

std::optional<Extent> extent_of(const Score& score) {
  std::optional<Extent> extent;
  for (const Track& track : score.tracks) {
    for (const Note& note : track.notes) {
      if (!extent) extent = Extent{note.onset, note.end()};
      extent->first_onset = std::min(extent->first_onset, note.onset);
      extent->end = std::max(extent->end, note.end());
    }
  }
  return extent;
}

// "1:05".
std::string clock(double seconds) {
  const std::int64_t whole = std::llround(seconds);
  const std::string rest = std::to_string(whole % 60);
  return std::to_string(whole / 60) + ":" + (rest.size() < 2 ? "0" : "") + rest;
}

std::string letter_of(const Spelling& spelling) {
  constexpr char kLetters[] = "CDEFGAB";
  std::string name(1, kLetters[spelling.letter]);
  for (int i = 0; i < std::abs(spelling.accidental); ++i)
    name += spelling.accidental > 0 ? "♯" : "♭";
  return name;
}

// Names of tracks where they tell voices apart, else numbers.
std::vector<std::string> voice_names(const Score& score) {
  std::vector<std::string> names;
  std::set<std::string> different;
  for (const Track& track : score.tracks) {
    names.push_back(track.name);
    if (!track.name.empty()) different.insert(track.name);
  }
  if (different.size() == names.size()) return names;
  for (std::size_t i = 0; i < names.size(); ++i) names[i] = "voice " + std::to_string(i + 1);
  return names;
}

struct Bars {
  std::vector<RollBar> shown;
  bool all = true;        // of the piece
  std::int64_t last = 1;  // number of its last
  Tick begin = 0;         // of what is shown
  Tick end = 0;
};

// The bars of `range` in their first statement, by the grid of what sounds.
Result<Bars> bars_of(const Score& score, const Extent& extent,
                     const std::optional<BarRange>& range) {
  const BarGrid grid(score);
  const bool sounding = score.play_order.empty();
  const WrittenBars written(sounding ? fold(score) : score);
  const auto number_at = [&](Tick tick) {
    return sounding ? written.at_sounding(tick) : written.at(tick);
  };
  Bars bars;
  bars.last = written.last();
  const auto quarter = static_cast<double>(score.ticks_per_quarter);
  Metre metre{0, 0, 0};
  for (Tick line = grid.at(extent.first_onset).begin; line < extent.end;) {
    const BarPosition at = grid.at(line);
    line = at.begin + at.length;
    const std::int64_t number = number_at(at.begin);
    const bool outside = range && (number < range->first || number > range->last);
    const bool again = range && !bars.shown.empty() && number < bars.shown.back().number;
    bars.all = bars.all && !outside && !again;
    if (outside && bars.shown.empty()) continue;
    if (outside || again) break;
    if (bars.shown.size() == kMostBars) {
      return Error{ErrorCode::kLimit,
                   "more than " + std::to_string(kMostBars) + " bars are too many to draw",
                   {}};
    }
    if (bars.shown.empty()) bars.begin = at.begin;
    bars.end = line;
    const bool changed =
        at.metre.numerator != metre.numerator || at.metre.denominator != metre.denominator;
    metre = at.metre;
    const auto beat = static_cast<double>(beat_ticks(at.metre, score.ticks_per_quarter));
    bars.shown.push_back({static_cast<double>(at.begin) / quarter,
                          static_cast<double>(at.length) / quarter, beat / quarter, number,
                          changed ? metre_name(metre) : ""});
  }
  if (!bars.shown.empty()) return bars;
  return Error{ErrorCode::kInvalidArgument,
               "no such bars; it has bars " + std::to_string(number_at(extent.first_onset)) +
                   " to " + std::to_string(bars.last),
               {}};
}

// "bars 1–16 of 42, 0:00–0:58 min".
std::string describe(const Score& score, const Bars& bars) {
  const std::int64_t first = bars.shown.front().number;
  const std::int64_t last = bars.shown.back().number;
  std::string text = first == last ? "bar " : "bars " + std::to_string(first) + "–";
  text += std::to_string(last);
  if (!bars.all) text += " of " + std::to_string(bars.last);
  const TempoMap tempo(score);
  return text + ", " + clock(tempo.seconds(bars.begin)) + "–" + clock(tempo.seconds(bars.end)) +
         " min";
}

}  // namespace

Result<RollPiece> roll_piece(const Score& score, const std::vector<Key>& keys,
                             const std::optional<BarRange>& range) {
  const std::optional<Extent> extent = extent_of(score);
  if (!extent) return Error{ErrorCode::kInvalidData, "no notes", {}};
  Result<Bars> found = bars_of(score, *extent, range);
  if (!found) return std::move(found).error();
  Bars& bars = *found;
  RollPiece piece;
  piece.subtitle = describe(score, bars);
  piece.voices = voice_names(score);
  piece.bars = std::move(bars.shown);
  const double quarter = score.ticks_per_quarter;
  const std::vector<std::vector<Spelling>> spellings = spell(score, keys);
  for (std::size_t voice = 0; voice < score.tracks.size(); ++voice) {
    const std::vector<Note>& notes = score.tracks[voice].notes;
    for (std::size_t i = 0; i < notes.size(); ++i) {
      if (notes[i].onset >= bars.end || notes[i].end() <= bars.begin) continue;
      piece.notes.push_back({static_cast<double>(notes[i].onset) / quarter,
                             static_cast<double>(notes[i].end()) / quarter, notes[i].pitch,
                             static_cast<int>(voice), notes[i].velocity,
                             letter_of(spellings[voice][i])});
    }
  }
  // Voices that only come later need no place in the legend.
  int most = 0;
  for (const RollNote& note : piece.notes) most = std::max(most, note.voice);
  piece.voices.resize(static_cast<std::size_t>(most) + 1);
  std::stable_sort(piece.notes.begin(), piece.notes.end(),
                   [](const RollNote& a, const RollNote& b) { return a.begin < b.begin; });
  return piece;
}

}  // namespace bach
