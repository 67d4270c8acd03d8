#include "notation/quantise.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <utility>
#include <vector>

#include "notation/page/note_values.h"
#include "score/bars.h"
#include "score/tempo_map.h"

namespace bach {
namespace {

constexpr Tick kQuarter = notation::kTicksPerQuarter;
constexpr Tick kFine = notation::kGrid;             // 1/32 of a quarter
constexpr Tick kFineThird = notation::kTupletGrid;  // 1/48
constexpr Tick kStep = kQuarter / 8;
constexpr Tick kThirdStep = kQuarter / 6;

// A player's usual distance from the beat: 19 ms at 120 quarters per minute.
constexpr double kTolerance = 18;
// What it costs to lose the order of two notes, in squares of tolerances.
constexpr double kCollision = 12;
// Notes nearer than this were meant to sound together.
constexpr Tick kTogether = 20;

struct Grid {
  Tick step;
  double price;
};
constexpr std::array<Grid, 6> kGrids = {
    {{480, 0}, {240, 0.5}, {120, 1}, {160, 2.5}, {60, 4}, {80, 5}}};

bool is_third(Tick step) { return step % kFine != 0 || step == 160 || step == 80; }

Tick nearest_multiple(Tick value, Tick step) { return (value + step / 2) / step * step; }

// In 480ths of a quarter, rounded.
class Rescale {
 public:
  explicit Rescale(int ticks_per_quarter) : from_(ticks_per_quarter) {}
  Tick operator()(Tick tick) const {
    return tick / from_ * kQuarter + (tick % from_ * kQuarter + from_ / 2) / from_;
  }

 private:
  Tick from_;
};

Score rescaled(const Score& score) {
  const Rescale scale(score.ticks_per_quarter);
  Score result = score;
  result.ticks_per_quarter = static_cast<int>(kQuarter);
  for (Track& track : result.tracks) {
    for (Note& note : track.notes) {
      const Tick end = scale(note.end());
      note.onset = scale(note.onset);
      note.duration = std::max<Tick>(1, end - note.onset);
    }
  }
  for (Tempo& tempo : result.tempos) tempo.at = scale(tempo.at);
  for (Key& key : result.keys) key.at = scale(key.at);
  for (Marker& marker : result.markers) marker.at = scale(marker.at);
  // Each metre begins where a bar of the one before it ends, if it nearly does.
  std::vector<Metre> metres;
  for (Metre metre : result.metres) {
    metre.at = scale(metre.at);
    if (metre.at > 0) {
      const BarGrid before(metres, static_cast<int>(kQuarter));
      const Tick next = before.bar_line_from(metre.at);
      const Tick last = before.at(metre.at).begin;
      const Tick line = next - metre.at < metre.at - last ? next : last;
      metre.at =
          std::abs(line - metre.at) <= kQuarter / 2 ? line : nearest_multiple(metre.at, kQuarter);
    }
    if (!metres.empty() && metres.back().at >= metre.at) {
      metre.at = metres.back().at;
      metres.pop_back();
    }
    metres.push_back(metre);
  }
  result.metres = std::move(metres);
  for (Key& key : result.keys) {
    const BarGrid bars(result);
    const Tick next = bars.bar_line_from(key.at);
    const Tick last = bars.at(key.at).begin;
    const Tick line = next - key.at < key.at - last ? next : last;
    if (std::abs(line - key.at) <= kQuarter / 2) key.at = line;
  }
  result.end = scale(score.end);
  return result;
}

// The quarters of a piece, counted from each bar line, and the grid of each for one track.
class Beats {
 public:
  explicit Beats(const Score& score) : bars_(score) {}

  Section around(Tick tick) const {
    const BarPosition bar = bars_.at(tick);
    const Tick begin = bar.begin + bar.offset / kQuarter * kQuarter;
    return {begin, std::min(begin + kQuarter, bar.begin + bar.length)};
  }

  // Chooses grids for the beats in which `onsets` (sorted) stand.
  void choose(const std::vector<Tick>& onsets, bool thirds) {
    steps_.clear();
    for (std::size_t i = 0; i < onsets.size();) {
      const Section beat = around(onsets[i]);
      std::size_t end = i;
      while (end < onsets.size() && onsets[end] < beat.end) ++end;
      steps_[beat.begin] = best_step(beat, onsets, i, end, thirds);
      i = end;
    }
  }

  Tick step_at(const Section& beat) const {
    const auto found = steps_.find(beat.begin);
    if (found != steps_.end()) return found->second;
    return fits(beat, kQuarter / 4) ? kQuarter / 4 : kFine;
  }

  Tick nearest(Tick tick) const {
    const Section beat = around(tick);
    return std::min(beat.end, beat.begin + nearest_multiple(tick - beat.begin, step_at(beat)));
  }

 private:
  static bool fits(const Section& beat, Tick step) {
    return (beat.end - beat.begin) % step == 0 &&
           !(step == 160 && beat.end - beat.begin < kQuarter);
  }

  static Tick best_step(const Section& beat, const std::vector<Tick>& onsets, std::size_t first,
                        std::size_t last, bool thirds) {
    Tick best = kFine;
    double least = std::numeric_limits<double>::infinity();
    for (const Grid& grid : kGrids) {
      if (!fits(beat, grid.step) || (is_third(grid.step) && !thirds)) continue;
      double cost = grid.price;
      Tick before = -1;
      for (std::size_t i = first; i < last; ++i) {
        const Tick at = nearest_multiple(onsets[i] - beat.begin, grid.step);
        const double error = static_cast<double>(onsets[i] - beat.begin - at) / kTolerance;
        cost += error * error;
        if (i > first && at == before && onsets[i] - onsets[i - 1] > kTogether) cost += kCollision;
        before = at;
      }
      if (cost < least) {
        least = cost;
        best = grid.step;
      }
    }
    return best;
  }

  BarGrid bars_;
  std::map<Tick, Tick> steps_;  // beat → grid
};

// Whether a time after the beginning of a quarter can be written as it is.
bool can_stay(Tick offset) { return offset % kFine == 0 || offset % kFineThird == 0; }

// Lengths that stand in scores: multiples of 1/8 and thirds, and the short values.
bool is_written_length(Tick length) {
  return length % kStep == 0 || length % kThirdStep == 0 || length == kFine ||
         length == 2 * kFine || length == 3 * kFine || length == 6 * kFine ||
         length == 4 * kFineThird || length == 2 * kFineThird;
}

class TrackQuantiser {
 public:
  TrackQuantiser(Rhythm rhythm, const Beats& beats, const std::vector<Note>& played)
      : rhythm_(rhythm), beats_(beats), played_(played) {
    for (const Note& note : played_) onsets_.push_back(written_onset(note.onset));
    for (std::size_t i = 0; i < played_.size(); ++i) ends_.push_back(written_end(i));
  }

  Tick onset(std::size_t i) const { return onsets_[i]; }
  Tick end(std::size_t i) const { return ends_[i]; }

  std::vector<Note> run() const {
    std::vector<Note> written;
    for (std::size_t i = 0; i < played_.size(); ++i) {
      Note note = played_[i];
      note.onset = onsets_[i];
      note.duration = ends_[i] - note.onset;
      written.push_back(note);
    }
    if (rhythm_ != Rhythm::kAsEntered) keep_apart(written);
    std::sort(written.begin(), written.end());
    return written;
  }

 private:
  Tick written_onset(Tick tick) const {
    if (rhythm_ != Rhythm::kAsEntered) return beats_.nearest(tick);
    const Section beat = beats_.around(tick);
    const Tick offset = tick - beat.begin;
    if (can_stay(offset)) return tick;
    const Tick plain = nearest_multiple(offset, kStep);
    const Tick third = nearest_multiple(offset, kThirdStep);
    const bool third_is_nearer =
        std::abs(third - offset) < std::abs(plain - offset) && beat.end - beat.begin == kQuarter;
    return std::min(beat.end, beat.begin + (third_is_nearer ? third : plain));
  }

  // The onset after that of note i as written, and as played.
  std::pair<Tick, Tick> next_onset(std::size_t i) const {
    for (std::size_t j = i + 1; j < played_.size(); ++j) {
      if (onsets_[j] > onsets_[i]) return {onsets_[j], played_[j].onset};
    }
    return {-1, -1};
  }

  Tick written_end(std::size_t i) const {
    const Note& note = played_[i];
    const Tick onset = onsets_[i];
    const bool entered = rhythm_ == Rhythm::kAsEntered;
    if (entered && onset == note.onset && is_written_length(note.duration)) return note.end();
    const auto [next, next_played] = next_onset(i);
    if (next >= 0) {
      const Tick way = next_played - note.onset;
      const Tick most = entered ? way + way / 8 : way + way * 3 / 10;
      const Tick least = entered ? way * 3 / 4 : way / 2;
      if (note.duration >= least && note.duration <= most && next - onset <= 2 * kQuarter) {
        return next;
      }
    }
    const Tick end = entered ? next_written(onset, note.end()) : beats_.nearest(note.end());
    if (end > onset) return end;
    const Section beat = beats_.around(onset);
    return std::min(onset + (entered ? kStep : beats_.step_at(beat)), beat.end);
  }

  // As entered, lengths fall short: the next eighth or sixth of a quarter at or after the end.
  Tick next_written(Tick onset, Tick end) const {
    const Section beat = beats_.around(end);
    const Tick offset = end - beat.begin;
    const bool thirds = (onset - beats_.around(onset).begin) % kFine != 0;
    const Tick step = thirds ? kThirdStep : kStep;
    return std::min(beat.end, beat.begin + (offset + step - 1) / step * step);
  }

  // Of two notes of one pitch the first ends where the second begins; what begins together merges
  // into the longer one.
  static void keep_apart(std::vector<Note>& notes) {
    std::sort(notes.begin(), notes.end());
    std::array<std::size_t, 128> last;
    last.fill(std::numeric_limits<std::size_t>::max());
    std::vector<bool> gone(notes.size());
    for (std::size_t i = 0; i < notes.size(); ++i) {
      std::size_t& before = last[notes[i].pitch];
      if (before < notes.size() && notes[before].end() > notes[i].onset) {
        if (notes[before].onset == notes[i].onset) {
          gone[before] = true;
        } else {
          notes[before].duration = notes[i].onset - notes[before].onset;
        }
      }
      before = i;
    }
    std::size_t kept = 0;
    for (std::size_t i = 0; i < notes.size(); ++i) {
      if (!gone[i]) notes[kept++] = notes[i];
    }
    notes.resize(kept);
    std::sort(notes.begin(), notes.end());
  }

  const Rhythm rhythm_;
  const Beats& beats_;
  const std::vector<Note>& played_;
  std::vector<Tick> onsets_;  // as written
  std::vector<Tick> ends_;
};

std::vector<Tick> onsets_of(const Track& track) {
  std::vector<Tick> onsets;
  for (const Note& note : track.notes) onsets.push_back(note.onset);
  return onsets;
}

}  // namespace

Rhythm rhythm_of(const Score& score) {
  std::int64_t notes = 0;
  std::int64_t on_grid = 0;
  const Rescale scale(score.ticks_per_quarter);
  for (const Track& track : score.tracks) {
    for (const Note& note : track.notes) {
      const Tick offset = scale(note.onset) % kQuarter;
      ++notes;
      if (offset % kStep == 0 || offset % kThirdStep == 0) ++on_grid;
    }
  }
  return 5 * on_grid >= 4 * notes ? Rhythm::kAsEntered : Rhythm::kPlayed;
}

Quantised quantise(const Score& score, Rhythm rhythm) {
  Quantised result;
  result.rhythm = rhythm;
  result.score = rescaled(score);
  const Score played = result.score;
  const TempoMap tempo(played);
  Beats beats(played);
  double strayed = 0;  // from the grid, in halves of half a step
  result.score.end = 0;
  for (std::size_t t = 0; t < played.tracks.size(); ++t) {
    const std::vector<Note>& before = played.tracks[t].notes;
    beats.choose(onsets_of(played.tracks[t]), rhythm == Rhythm::kPlayed);
    const TrackQuantiser quantiser(rhythm, beats, before);
    for (std::size_t i = 0; i < before.size(); ++i) {
      const Tick onset = quantiser.onset(i);
      const auto error = static_cast<double>(std::abs(onset - before[i].onset));
      result.notes += 1;
      result.moved += error > 0 ? 1 : 0;
      result.changed_lengths += quantiser.end(i) - onset != before[i].duration ? 1 : 0;
      result.mean_error_quarters += error / kQuarter;
      result.largest_error_quarters = std::max(result.largest_error_quarters, error / kQuarter);
      result.mean_error_seconds += std::abs(tempo.seconds(onset) - tempo.seconds(before[i].onset));
      strayed += 4 * error / static_cast<double>(beats.step_at(beats.around(before[i].onset)));
    }
    result.score.tracks[t].notes = quantiser.run();
    for (const Note& note : result.score.tracks[t].notes) {
      result.score.end = std::max(result.score.end, note.end());
    }
  }
  if (result.notes > 0) {
    const auto notes = static_cast<double>(result.notes);
    result.mean_error_quarters /= notes;
    result.mean_error_seconds /= notes;
    if (rhythm != Rhythm::kAsEntered) result.alignment = 1 - strayed / notes;
  }
  return result;
}

}  // namespace bach
