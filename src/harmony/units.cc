#include "harmony/units.h"

#include <algorithm>

#include "harmony/home.h"
#include "harmony/notes.h"
#include "score/bars.h"
#include "score/form.h"

namespace bach {
namespace {

// So long may a chord be looked for where no note begins.
constexpr int kIdleUnits = 64;

Tick unit_ticks(const Metre& metre, int ticks_per_quarter) {
  const Tick beat = beat_ticks(metre, ticks_per_quarter);
  const Tick written = std::max<Tick>(1, Tick{4} * ticks_per_quarter / metre.denominator);
  if (beat > written) return written;
  return beat < ticks_per_quarter ? beat : std::max<Tick>(1, beat / 2);
}

MetricStrength strength_at(const BarPosition& position, int ticks_per_quarter) {
  if (position.offset == 0) return kBarLine;
  const Tick beat = beat_ticks(position.metre, ticks_per_quarter);
  if (position.offset % beat != 0 || beat < ticks_per_quarter) return kOffBeat;
  const Tick bar = bar_ticks(position.metre, ticks_per_quarter);
  const bool halves = bar % (2 * beat) == 0 && bar > 2 * beat;
  return (halves && position.offset * 2 == bar) || bar == 2 * beat ? kHalfBar : kBeat;
}

// The parts of one dance, next to each other.
struct Extent {
  Tick begin = 0;
  Tick end = 0;
  std::vector<Tick> cuts;  // where parts begin, but for the first
};

std::vector<Extent> dance_extents(const Score& score, const std::vector<Note>& notes) {
  std::vector<Extent> extents;
  int dance = -1;
  for (const Part& part : form_of(score).parts) {
    if (part.dance != dance || extents.empty()) {
      extents.push_back({part.written.begin, part.written.end, {}});
      dance = part.dance;
    } else {
      extents.back().cuts.push_back(part.written.begin);
      extents.back().end = part.written.end;
    }
  }
  if (extents.empty()) extents.push_back({});
  // Notes alone say where music is.
  extents.front().begin = std::min(extents.front().begin, notes.front().onset);
  std::vector<Extent> sounding;
  for (Extent& extent : extents) {
    if (&extent == &extents.back()) extent.end = std::max(extent.end, notes.back().onset + 1);
    const auto first = std::lower_bound(notes.begin(), notes.end(), extent.begin,
                                        [](const Note& n, Tick at) { return n.onset < at; });
    if (first == notes.end() || first->onset >= extent.end) continue;
    extent.begin = first->onset;
    Tick last = first->end();
    for (auto note = first; note != notes.end() && note->onset < extent.end; ++note) {
      last = std::max(last, note->end());
    }
    if (&extent == &extents.back()) extent.end = last;
    extent.end = std::min(extent.end, last);
    sounding.push_back(std::move(extent));
  }
  if (sounding.empty()) sounding.push_back({notes.front().onset, notes.back().end(), {}});
  return sounding;
}

}  // namespace

std::vector<HarmonyDance> harmony_dances(const Score& score) {
  const std::vector<Note> notes = pitched_notes(score);
  const BarGrid bars(score);
  std::vector<HarmonyDance> dances;
  for (const Extent& extent : dance_extents(score, notes)) {
    HarmonyDance dance;
    dance.home = home_key(score, notes, extent.begin, extent.end);
    auto note = std::lower_bound(notes.begin(), notes.end(), extent.begin,
                                 [](const Note& n, Tick at) { return n.onset < at; });
    auto cut = extent.cuts.begin();
    // From the beat of the first note on, but not into the dance before.
    BarPosition position = bars.at(extent.begin);
    const Tick beat = beat_ticks(position.metre, score.ticks_per_quarter);
    Tick at = std::max(position.begin + position.offset / beat * beat,
                       dances.empty() ? 0 : dances.back().units.back().end);
    bool begins_part = true;
    int idle = 0;
    while (at < extent.end) {
      position = bars.at(at);
      const Tick unit = unit_ticks(position.metre, score.ticks_per_quarter);
      Tick end = std::min(at + unit - position.offset % unit, position.begin + position.length);
      while (cut != extent.cuts.end() && *cut <= at) ++cut;
      if (cut != extent.cuts.end()) end = std::min(end, *cut);
      while (note != notes.end() && note->onset < at) ++note;
      const bool attacked = note != notes.end() && note->onset < end;
      idle = attacked ? 0 : idle + 1;
      if (idle > kIdleUnits) {  // straight to the bar of the next note
        const Tick next = note == notes.end() ? extent.end : bars.at(note->onset).begin;
        end = std::max(end, std::min(next, extent.end));
      }
      const bool ends_part = end >= extent.end || (cut != extent.cuts.end() && end == *cut);
      dance.units.push_back(
          {at, end, strength_at(position, score.ticks_per_quarter), begins_part, ends_part});
      begins_part = ends_part;
      at = end;
    }
    if (!dance.units.empty()) dances.push_back(std::move(dance));
  }
  return dances;
}

}  // namespace bach
