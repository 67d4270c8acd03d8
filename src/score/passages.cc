#include "score/passages.h"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <span>

#include "base/make_sorted.h"

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
  for (std::size_t t = 0; t < score.tracks.size(); ++t) {
    for (const Note& note : score.tracks[t].notes) {
      notes_.push_back({note.onset, note.duration, note.pitch, static_cast<std::uint32_t>(t)});
      attacks_.push_back(note.onset * kPitches + note.pitch);
    }
  }
  make_sorted(notes_);
  make_sorted(attacks_);
  attacks_.erase(std::unique(attacks_.begin(), attacks_.end()), attacks_.end());
  latest_end_.reserve(notes_.size());
  for (const Sounding& note : notes_) {
    const Tick end = note.onset + note.duration;
    latest_end_.push_back(latest_end_.empty() ? end : std::max(end, latest_end_.back()));
  }
}

bool Passages::crossed(Tick tick) const {
  const auto before = [](const Sounding& note, Tick at) { return note.onset < at; };
  const auto after = std::lower_bound(notes_.begin(), notes_.end(), tick, before);
  if (after == notes_.begin()) return false;
  return latest_end_[static_cast<std::size_t>(after - notes_.begin() - 1)] > tick;
}

bool Passages::equal(Tick a, Tick b, Tick length) const {
  const auto before = [](const Sounding& note, Tick tick) { return note.onset < tick; };
  const auto one = within(notes_, a, a + length, before);
  const auto other = within(notes_, b, b + length, before);
  return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                    [&](Sounding x, const Sounding& y) {
                      x.onset += b - a;
                      return x == y;
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
