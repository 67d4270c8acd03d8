#include "suite/grid.h"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <utility>

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

void scale_to_suite(Score& score) {
  const Tick from = score.ticks_per_quarter;
  if (from == kQuarter) return;
  const auto scale = [from](Tick tick) { return (tick * kQuarter + from / 2) / from; };
  score.ticks_per_quarter = kSuiteTicksPerQuarter;
  for (Tempo& tempo : score.tempos) tempo.at = scale(tempo.at);
  for (Metre& metre : score.metres) metre.at = scale(metre.at);
  for (Key& key : score.keys) key.at = scale(key.at);
  for (Marker& marker : score.markers) marker.at = scale(marker.at);
  for (Section& section : score.sections) section = {scale(section.begin), scale(section.end)};
  score.end = scale(score.end);
  for (Track& track : score.tracks) {
    for (Note& note : track.notes) {
      const Tick end = scale(note.end());
      note.onset = scale(note.onset);
      note.duration = std::max<Tick>(1, end - note.onset);
      score.end = std::max(score.end, note.end());
    }
    make_sorted(track.notes);
  }
}

// Notes struck a little early belong to the quarter they are early for.
Tick quarter_of(const Note& note) { return (note.onset + kEighth / 2) / kQuarter; }

// A quarter that has to be quantised, and sums of squared errors on either grid.
struct CoarseQuarter {
  Tick number = 0;
  Tick eighths = 0;
  Tick sixths = 0;

  Tick step() const { return 2 * sixths < eighths ? kSixth : kEighth; }
};

// Calls `use` with every note of a coarse quarter and that quarter.
template <typename Use>
void for_coarse_notes(std::vector<Note>& notes, std::vector<CoarseQuarter>& quarters,
                      const Use& use) {
  auto quarter = quarters.begin();
  for (Note& note : notes) {
    const Tick number = quarter_of(note);
    while (quarter != quarters.end() && quarter->number < number) ++quarter;
    if (quarter == quarters.end()) return;
    if (quarter->number == number) use(note, *quarter);
  }
}

std::vector<CoarseQuarter> coarse_quarters(Score& score) {
  std::vector<Tick> numbers;
  for (const Track& track : score.tracks) {
    for (const Note& note : track.notes) {
      if (is_fine(note.onset)) continue;
      const Tick number = quarter_of(note);
      if (numbers.empty() || numbers.back() != number) numbers.push_back(number);
    }
  }
  merge_runs(numbers);
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  std::vector<CoarseQuarter> quarters;
  for (const Tick number : numbers) quarters.push_back({number, 0, 0});
  for (Track& track : score.tracks) {
    for_coarse_notes(track.notes, quarters, [](const Note& note, CoarseQuarter& quarter) {
      const Tick eighth = note.onset - nearest(note.onset, kEighth);
      const Tick sixth = note.onset - nearest(note.onset, kSixth);
      quarter.eighths += eighth * eighth;
      quarter.sixths += sixth * sixth;
    });
  }
  return quarters;
}

void quantise(GridScore& grid) {
  std::vector<CoarseQuarter> quarters = coarse_quarters(grid.score);
  if (quarters.empty()) return;
  Tick errors = 0;
  std::size_t notes = 0;
  for (Track& track : grid.score.tracks) {
    notes += track.notes.size();
    for_coarse_notes(track.notes, quarters, [&](Note& note, const CoarseQuarter& quarter) {
      const Tick onset = nearest(note.onset, quarter.step());
      const Tick end = nearest(note.end(), kEighth);
      const Tick error = std::abs(onset - note.onset);
      errors += error;
      grid.moved += error > 0 ? 1 : 0;
      grid.largest_error = std::max(grid.largest_error, error);
      note.onset = onset;
      note.duration = end > onset ? end - onset : kEighth;
      grid.score.end = std::max(grid.score.end, note.end());
    });
    make_sorted(track.notes);
  }
  grid.mean_error = static_cast<double>(errors) / static_cast<double>(notes);
}

// Whether something sounds in every bar up to the last note's.
bool sounds_throughout(const Score& score, const BarGrid& bars) {
  constexpr std::int64_t kMostBars = 1 << 16;
  Tick last = -1;
  for (const Track& track : score.tracks) {
    if (!track.notes.empty()) last = std::max(last, track.notes.back().onset);
  }
  const std::int64_t count = bars.at(last).bar + 1;
  if (count > kMostBars) return false;
  // Of each bar the latest end of a note struck in it; 0: none is.
  std::vector<Tick> ends(static_cast<std::size_t>(count), 0);
  for (const Track& track : score.tracks) {
    BarPosition bar;
    for (const Note& note : track.notes) {
      if (note.onset >= bar.begin + bar.length) bar = bars.at(note.onset);
      Tick& end = ends[static_cast<std::size_t>(bar.bar)];
      end = std::max(end, note.end());
    }
  }
  Tick sounding = 0;
  Tick begin = 0;
  for (const Tick end : ends) {
    if (end == 0 && sounding <= begin) return false;
    sounding = std::max(sounding, end);
    begin = bars.bar_line_from(begin + 1);
  }
  return true;
}

// How many bars were left out.
int leave_out_silent_bars(Score& score, std::vector<Section>& left_out) {
  const BarGrid bars(score);
  if (sounds_throughout(score, bars)) return 0;
  std::vector<Note> notes;
  for (const Track& track : score.tracks) {
    notes.insert(notes.end(), track.notes.begin(), track.notes.end());
  }
  merge_runs(notes);
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

GridScore to_suite_grid(Score played, Silence silence) {
  GridScore grid;
  grid.score = std::move(played);
  scale_to_suite(grid.score);
  if (!grid.score.play_order.empty()) return grid;

  if (is_entered_by_step(grid.score)) {
    Written written = snap_to_written(std::move(grid.score));
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
