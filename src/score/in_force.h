// Which tempo, metre or key counts at a place.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

#include "score/score.h"

namespace bach {

// The last of `events` (sorted by `at`; a vector or span) at or before `tick`, nullptr when there is
// none. Points into what `events` refers to.
template <typename Events>
const typename Events::value_type* in_force(const Events& events, Tick tick) {
  using Event = typename Events::value_type;
  const auto next = std::upper_bound(events.begin(), events.end(), tick,
                                     [](Tick at, const Event& event) { return at < event.at; });
  return next == events.begin() ? nullptr : &*(next - 1);
}

// The same, but the first event counts from the beginning on; nullptr when there are none.
template <typename Events>
const typename Events::value_type* in_force_or_first(const Events& events, Tick tick) {
  if (events.empty()) return nullptr;
  const auto* found = in_force(events, tick);
  return found == nullptr ? &*events.begin() : found;
}

// Those that begin in (after, until].
template <typename Event>
std::span<const Event> begun_in(const std::vector<Event>& events, Tick after, Tick until) {
  const auto later = [](Tick at, const Event& event) { return at < event.at; };
  const auto first = std::upper_bound(events.begin(), events.end(), after, later);
  const auto last = std::upper_bound(first, events.end(), std::max(after, until), later);
  return std::span<const Event>(events).subspan(static_cast<std::size_t>(first - events.begin()),
                                                static_cast<std::size_t>(last - first));
}

}  // namespace bach
