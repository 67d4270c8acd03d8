#include "suite/grid.h"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <map>

#include "base/make_sorted.h"
#include "score/bars.h"
#include "score/carry.h"
#include "score/written.h"

namespace bach {
namespace {

constexpr Tick kQuarter = kSuiteTicksPerQuarter;
constexpr Tick kEighth = kQuarter / 8;  // of a quarter
constexpr Tick kSixth = kQuarter / 6;

bool is_fine(Tick onset) { return onset % (kQuarter / 32) == 0 || onset % (kQuarter / 24) == 0; }

Tick nearest(Tick tick, Tick step) { return (tick + step / 2) / step * step; }

std::string counted(int count, const std::string& what) {
  return std::to_string(count) + ' ' + what + (count == 1 ? "" : "s");
}

// Whether at least nine onsets in ten are where a sequencer would put them.
bool is_entered_by_step(const Score& score) {
  std::size_t notes = 0;
  std::size_t fine = 0;
  for (const Track& track : score.tracks) {
    notes += track.notes.size();
    fine += static_cast<std::size_t>(
        std::count_if(track.notes.begin(), track.notes.end(),
                      [](const Note& note) { return is_fine(note.onset); }));
  }
  return 10 * fine >= 9 * notes;
}

Score scaled(const Score& score) {
  Score result = score;
  const Tick from = score.ticks_per_quarter;
  if (from == kQuarter) return result;
  const auto scale = [from](Tick tick) { return (tick * kQuarter + from / 2) / from; };
  result.ticks_per_quarter = kSuiteTicksPerQuarter;
  for (Track& track : result.tracks) {
    for (Note& note : track.notes) {
      const Tick end = scale(note.end());
      note.onset = scale(note.onset);
      note.duration = std::max<Tick>(1, end - note.onset);
    }
    make_sorted(track.notes);
  }
  for (Tempo& tempo : result.tempos) tempo.at = scale(tempo.at);
  for (Metre& metre : result.metres) metre.at = scale(metre.at);
  for (Key& key : result.keys) key.at = scale(key.at);
  for (Marker& marker : result.markers) marker.at = scale(marker.at);
  for (Section& section : result.sections) section = {scale(section.begin), scale(section.end)};
  result.end = scale(score.end);
  for (const Track& track : result.tracks) {
    for (const Note& note : track.notes) result.end = std::max(result.end, note.end());
  }
  return result;
}

// The grid of each quarter that has to be quantised: kEighth or kSixth, by the quarter's number.
std::map<Tick, Tick> coarse_quarters(const Score& score) {
  struct Fit {
    bool coarse = false;
    Tick eighths = 0;  // sums of squared errors
    Tick sixths = 0;
  };
  std::map<Tick, Fit> fits;
  for (const Track& track : score.tracks) {
    for (const Note& note : track.notes) {
      // Notes struck a little early belong to the quarter they are early for.
      Fit& fit = fits[(note.onset + kEighth / 2) / kQuarter];
      fit.coarse = fit.coarse || !is_fine(note.onset);
      const Tick eighth = note.onset - nearest(note.onset, kEighth);
      const Tick sixth = note.onset - nearest(note.onset, kSixth);
      fit.eighths += eighth * eighth;
      fit.sixths += sixth * sixth;
    }
  }
  std::map<Tick, Tick> grids;
  for (const auto& [quarter, fit] : fits) {
    if (fit.coarse) grids[quarter] = 2 * fit.sixths < fit.eighths ? kSixth : kEighth;
  }
  return grids;
}

void quantise(GridScore& grid) {
  const std::map<Tick, Tick> quarters = coarse_quarters(grid.score);
  Tick errors = 0;
  int notes = 0;
  for (Track& track : grid.score.tracks) {
    for (Note& note : track.notes) {
      ++notes;
      const auto quarter = quarters.find((note.onset + kEighth / 2) / kQuarter);
      if (quarter == quarters.end()) continue;
      const Tick onset = nearest(note.onset, quarter->second);
      const Tick end = nearest(note.end(), kEighth);
      const Tick error = std::abs(onset - note.onset);
      errors += error;
      grid.moved += error > 0 ? 1 : 0;
      grid.largest_error = std::max(grid.largest_error, error);
      note.onset = onset;
      note.duration = end > onset ? end - onset : kEighth;
      grid.score.end = std::max(grid.score.end, note.end());
    }
    make_sorted(track.notes);
  }
  if (notes > 0) grid.mean_error = static_cast<double>(errors) / notes;
}

// How many bars were left out.
int leave_out_silent_bars(Score& score, std::vector<Section>& left_out) {
  std::vector<Note> notes;
  for (const Track& track : score.tracks) {
    notes.insert(notes.end(), track.notes.begin(), track.notes.end());
  }
  make_sorted(notes);
  const BarGrid bars(score);
  std::vector<Section> silent;  // whole bars
  int count = 0;
  Tick sounding = 0;
  const auto leave_out = [&](Tick until) {
    const Tick begin = bars.bar_line_from(sounding);
    const Tick end = bars.at(until).begin;
    if (end <= begin) return;
    silent.push_back({begin, end});
    count += static_cast<int>(bars.bar_lines_between(begin, end));
  };
  for (const Note& note : notes) {
    if (note.onset > sounding) leave_out(note.onset);
    sounding = std::max(sounding, note.end());
  }
  if (silent.empty()) return 0;
  left_out = silent;
  Score kept = empty_like(score);
  Tick from = 0;
  silent.push_back({score.end, score.end});
  for (const Section& gap : silent) {
    carry(score, {from, gap.begin, kept.end - from}, kept);
    from = gap.end;
  }
  score = std::move(kept);
  return count;
}

}  // namespace

GridScore to_suite_grid(const Score& played, Silence silence) {
  GridScore grid;
  grid.score = scaled(played);
  if (!played.play_order.empty()) return grid;

  if (is_entered_by_step(grid.score)) {
    Written written = snap_to_written(grid.score);
    grid.score = std::move(written.score);
    if (!written.changes.empty()) {
      grid.changes.push_back(counted(static_cast<int>(written.changes.size()), "note") +
                             " put back to what is written");
    }
  }
  quantise(grid);
  if (grid.moved > 0) {
    grid.changes.push_back(counted(grid.moved, "onset") + " moved to the beat's grid, by up to " +
                           std::to_string(grid.largest_error) + " of " + std::to_string(kQuarter) +
                           " ticks");
  }
  const int bars = silence == Silence::kKept ? 0 : leave_out_silent_bars(grid.score, grid.left_out);
  if (bars > 0) {
    grid.changes.push_back(counted(bars, "silent bar") + " left out");
  }
  return grid;
}

}  // namespace bach
