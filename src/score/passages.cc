#include "score/passages.h"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <limits>
#include <span>

namespace bach {
namespace {

// Of sorted elements those from `begin` on that are before `end`.
template <typename Element, typename Place, typename Before>
std::span<const Element> within(const std::vector<Element>& elements, Place begin, Place end,
                                Before before) {
  const auto first = std::lower_bound(elements.begin(), elements.end(), begin, before);
  const auto last = std::lower_bound(first, elements.end(), end, before);
  return std::span(elements).subspan(static_cast<std::size_t>(first - elements.begin()),
                                     static_cast<std::size_t>(last - first));
}

}  // namespace

Passages::Passages(const Score& score) {
  const std::vector<PlacedNote> placed = notes_in_order(score);
  notes_.reserve(placed.size());
  attacks_.reserve(placed.size());
  latest_end_.reserve(placed.size());
  Tick latest_end = std::numeric_limits<Tick>::min();
  for (const PlacedNote& place : placed) {
    const Note& note = score.tracks[place.track].notes[place.note];
    notes_.push_back({place.attack, note.duration, place.track});
    if (attacks_.empty() || attacks_.back() != place.attack) attacks_.push_back(place.attack);
    latest_end = std::max(latest_end, note.end());
    latest_end_.push_back(latest_end);
  }
}

bool Passages::crossed(Tick tick) const {
  const auto after = std::lower_bound(notes_.begin(), notes_.end(), tick * kPitches, before);
  if (after == notes_.begin()) return false;
  return latest_end_[static_cast<std::size_t>(after - notes_.begin() - 1)] > tick;
}

bool Passages::equal(Tick a, Tick b, Tick length) const {
  const auto one = within(notes_, a * kPitches, (a + length) * kPitches, before);
  const auto other = within(notes_, b * kPitches, (b + length) * kPitches, before);
  const std::int64_t moved = (b - a) * kPitches;
  return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                    [&](const Sounding& x, const Sounding& y) {
                      return x.attack + moved == y.attack && x.duration == y.duration &&
                             x.track == y.track;
                    });
}

bool Passages::alike(Tick a, Tick b, Tick length, std::int64_t percent,
                     std::int64_t& effort) const {
  const auto attacks = [&](Tick begin) {
    return within(attacks_, begin * kPitches, (begin + length) * kPitches, std::less<>());
  };
  const auto one = attacks(a);
  const auto other = attacks(b);
  const auto size = static_cast<std::int64_t>(std::max(one.size(), other.size()));
  // Both sides may have this many attacks that the other has not.
  const std::int64_t most_alone = size - (size * percent + 99) / 100;
  const std::int64_t moved = (b - a) * kPitches;
  std::size_t i = 0;
  std::size_t j = 0;
  std::int64_t common = 0;
  while (i < one.size() && j < other.size()) {
    const std::int64_t x = one[i] + moved;
    const std::int64_t y = other[j];
    common += x == y ? 1 : 0;
    i += x <= y ? 1 : 0;
    j += y <= x ? 1 : 0;
    const auto seen = static_cast<std::int64_t>(std::max(i, j));
    if (seen - common > most_alone) break;
  }
  effort += static_cast<std::int64_t>(i + j);
  return size > 0 && common >= size - most_alone;
}

}  // namespace bach
