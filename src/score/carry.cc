#include "score/carry.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "score/bars.h"
#include "score/in_force.h"

namespace bach {
namespace {

// Appends an event, taking the place of one at the same tick.
template <typename Event>
void put(Event event, Tick at, std::vector<Event>& to) {
  event.at = at;
  if (!to.empty() && to.back().at >= at) {
    to.back() = event;
  } else {
    to.push_back(event);
  }
}

// For events without a phase: what is in force at the begin, then every change.
template <typename Event, typename Same>
void carry_states(std::span<const Event> from, const Stretch& stretch, std::optional<Event> unsaid,
                  Same same, std::vector<Event>& to) {
  const auto change = [&](const Event& event, Tick at) {
    if (to.empty() || !same(to.back(), event)) put(event, at, to);
  };
  if (const Event* first = in_force(from, stretch.begin)) {
    change(*first, stretch.begin + stretch.shift);
  } else if (unsaid && !to.empty()) {
    change(*unsaid, stretch.begin + stretch.shift);
  }
  for (const Event& event : from) {
    if (event.at > stretch.begin && event.at < stretch.end) change(event, event.at + stretch.shift);
  }
}

bool same_metre(const Metre& a, const Metre& b) {
  return a.numerator == b.numerator && a.denominator == b.denominator;
}

void carry_metres(std::span<const Metre> from, const Stretch& stretch, int ticks_per_quarter,
                  std::vector<Metre>& to) {
  const auto offset_in_bar = [&](const Metre& metre, Tick tick) {
    return (tick - metre.at) % bar_ticks(metre, ticks_per_quarter);
  };
  const auto change = [&](const Metre& metre, Tick at) {
    const Metre before = to.empty() ? Metre{} : to.back();
    if (to.empty() || !same_metre(before, metre) || offset_in_bar(before, at) != 0) {
      put(metre, at, to);
    }
  };
  const Tick begin = stretch.begin + stretch.shift;
  const Metre* stated = in_force(from, stretch.begin);
  const Metre wanted = stated == nullptr ? Metre{} : *stated;
  const Metre present = to.empty() ? Metre{} : to.back();
  const Tick wanted_offset = offset_in_bar(wanted, stretch.begin);
  if (stated != nullptr && to.empty() && stated->at == stretch.begin) {
    put(wanted, begin, to);
  } else if (!same_metre(present, wanted) || offset_in_bar(present, begin) != wanted_offset) {
    if (!same_metre(present, wanted)) put(wanted, begin, to);
    // Inside a bar the bar lines can only be put right from the next one on.
    const Tick bar = bar_ticks(wanted, ticks_per_quarter);
    const Tick line = stretch.begin + (wanted_offset == 0 ? 0 : bar - wanted_offset);
    const auto next = std::find_if(from.begin(), from.end(),
                                   [&](const Metre& metre) { return metre.at > stretch.begin; });
    const Tick limit = next == from.end() ? stretch.end : std::min(stretch.end, next->at);
    if (line < limit) change(wanted, line + stretch.shift);
  }
  for (const Metre& metre : from) {
    if (metre.at > stretch.begin && metre.at < stretch.end) change(metre, metre.at + stretch.shift);
  }
}

void carry_keys(std::span<const Key> from, const Stretch& stretch, std::vector<Key>& to) {
  const auto same = [](const Key& a, const Key& b) {
    return a.fifths == b.fifths && a.mode == b.mode;
  };
  carry_states(from, stretch, std::optional<Key>(), same, to);
}

void carry_tempos(std::span<const Tempo> from, const Stretch& stretch, std::vector<Tempo>& to) {
  const auto same = [](const Tempo& a, const Tempo& b) {
    return a.microseconds_per_quarter == b.microseconds_per_quarter;
  };
  carry_states(from, stretch, std::optional<Tempo>(Tempo{}), same, to);
}

void carry_notes(const Track& from, const Stretch& stretch, Track& to) {
  const auto before = [](const Note& note, Tick tick) { return note.onset < tick; };
  const auto first = std::lower_bound(from.notes.begin(), from.notes.end(), stretch.begin, before);
  const auto last = std::lower_bound(first, from.notes.end(), stretch.end, before);
  to.notes.insert(to.notes.end(), first, last);
  if (stretch.shift == 0) return;
  for (auto note = to.notes.end() - (last - first); note != to.notes.end(); ++note) {
    note->onset += stretch.shift;
  }
}

}  // namespace

void carry(const Score& from, const Stretch& stretch, Score& to) {
  for (std::size_t t = 0; t < from.tracks.size(); ++t) {
    carry_notes(from.tracks[t], stretch, to.tracks[t]);
  }
  carry_metres(from.metres, stretch, from.ticks_per_quarter, to.metres);
  carry_keys(from.keys, stretch, to.keys);
  carry_tempos(from.tempos, stretch, to.tempos);
  for (const Marker& marker : from.markers) {
    if (marker.at >= stretch.begin && marker.at < stretch.end) {
      to.markers.push_back({marker.at + stretch.shift, marker.text});
    }
  }
  to.end = stretch.end + stretch.shift;
}

Score empty_like(const Score& score) {
  Score empty;
  empty.ticks_per_quarter = score.ticks_per_quarter;
  empty.title = score.title;
  for (const Track& track : score.tracks) {
    empty.tracks.push_back({track.name, track.channel, track.program, {}});
  }
  return empty;
}

}  // namespace bach
