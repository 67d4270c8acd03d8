#include "audio/performance.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <vector>

#include "base/random.h"
#include "score/bars.h"
#include "score/in_force.h"

namespace bach {
namespace {

constexpr int kPhraseBars = 4;
constexpr double kHeld = 0.95;       // of a note's length
constexpr double kLastLonger = 1.5;  // the last notes
constexpr std::uint32_t kUsualTempo = 500000;
constexpr Tick kMostBeats = 4000000;  // the shortest there are, sixteenths

// Loudness by the place in the bar, in steps of velocity.
int accent(const BarPosition& place, Tick beat) {
  if (place.offset == 0) return 9;
  if (place.offset % beat != 0) return -5;
  const bool middle = place.length % (2 * beat) == 0 && place.offset == place.length / 2;
  return middle ? 4 : 0;
}

// 0 at both ends of a phrase, 1 in its middle.
double swell(const BarPosition& place) {
  const double bars = static_cast<double>(place.bar % kPhraseBars) +
                      static_cast<double>(place.offset) / static_cast<double>(place.length);
  return std::sin(std::numbers::pi * bars / kPhraseBars);
}

struct Extent {
  Tick last_onset = 0;
  Tick end = 0;
};

Extent extent_of(const Score& score) {
  Extent extent;
  for (const Track& track : score.tracks) {
    for (const Note& note : track.notes) {
      extent.last_onset = std::max(extent.last_onset, note.onset);
      extent.end = std::max(extent.end, note.end());
    }
  }
  return extent;
}

// The bars that end with a long breath: their last onset is held to the end, half of the bar or
// more.
std::vector<Tick> cadences(const Score& score, const BarGrid& grid) {
  std::map<Tick, Tick> last_onsets;  // by the begin of the bar
  std::map<Tick, Tick> ends;
  for (const Track& track : score.tracks) {
    for (const Note& note : track.notes) {
      const Tick bar = grid.at(note.onset).begin;
      last_onsets[bar] = std::max(last_onsets[bar], note.onset);
      ends[bar] = std::max(ends[bar], note.end());
    }
  }
  std::vector<Tick> found;
  for (const auto& [bar, onset] : last_onsets) {
    const BarPosition place = grid.at(bar);
    const Tick end = bar + place.length;
    if (2 * (end - onset) >= place.length && 10 * (ends[bar] - bar) >= 9 * place.length) {
      found.push_back(onset);
    }
  }
  return found;
}

std::uint32_t tempo_at(const Score& score, Tick tick) {
  const Tempo* tempo = in_force_or_first(score.tempos, tick);
  return tempo == nullptr ? kUsualTempo : tempo->microseconds_per_quarter;
}

// A tempo for every beat: how much longer it is than written.
std::vector<Tempo> phrased_tempos(const Score& score, const BarGrid& grid, const Extent& extent) {
  std::vector<Tempo> tempos;
  const std::vector<Tick> cadence_onsets = cadences(score, grid);
  for (Tick at = 0; at < extent.end;) {
    const BarPosition place = grid.at(at);
    const Tick beat = std::max<Tick>(1, beat_ticks(place.metre, score.ticks_per_quarter));
    double longer = 1.02 - 0.04 * swell(place);
    const auto next = std::lower_bound(cadence_onsets.begin(), cadence_onsets.end(), at);
    if (next != cadence_onsets.end() && *next > at && *next - at <= beat) longer += 0.08;
    const Tick left = extent.last_onset - at;
    if (left <= 3 * beat)
      longer += 0.28 - 0.07 * std::max(0.0, static_cast<double>(left) / static_cast<double>(beat));
    tempos.push_back({at, static_cast<std::uint32_t>(std::llround(tempo_at(score, at) * longer))});
    at = std::min(at + beat, place.begin + place.length);
  }
  return tempos;
}

}  // namespace

Score performed(const Score& score, std::uint64_t seed) {
  Score played = score;
  const BarGrid grid(score);
  const Extent extent = extent_of(score);
  const Tick beat = std::max<Tick>(1, bar_ticks({0, 1, 16}, score.ticks_per_quarter));
  if (extent.end == 0 || extent.end / beat > kMostBeats) return played;
  played.tempos = phrased_tempos(score, grid, extent);
  const CounterRandom random(seed, Purpose::kPerform);
  for (std::size_t t = 0; t < played.tracks.size(); ++t) {
    std::uint64_t number = 0;
    for (Note& note : played.tracks[t].notes) {
      const BarPosition place = grid.at(note.onset);
      const int chance =
          static_cast<int>(random.below(7, number++, static_cast<std::uint32_t>(t), 0)) - 3;
      const int louder = accent(place, beat_ticks(place.metre, score.ticks_per_quarter)) +
                         static_cast<int>(std::lround(10 * swell(place))) - 8 + chance;
      note.velocity = static_cast<std::uint8_t>(std::clamp(note.velocity + louder, 1, 127));
      const bool last = note.onset == extent.last_onset;
      const double length = static_cast<double>(note.duration) * (last ? kLastLonger : kHeld);
      note.duration = std::max<Tick>(1, std::llround(length));
    }
  }
  const Extent longer = extent_of(played);
  played.end = std::max(played.end, longer.end);
  return played;
}

}  // namespace bach
