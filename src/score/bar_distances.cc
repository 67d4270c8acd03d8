#include "score/bar_distances.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <limits>

namespace bach {
namespace {

// A bar is cut into parts, small enough that what comes again mostly has parts that are the same to
// the note. Numbers are of parts with attacks, in order.
struct BarParts {
  std::vector<std::uint64_t> hashes;  // of offsets in the bar and pitches
  std::vector<std::uint32_t> bars;    // by part
  // Before each bar, and behind the last one: attacks; percent · parts − 2 · (100 − percent) · attacks.
  std::vector<std::int32_t> attacks;
  std::vector<std::int32_t> gain;
};

// The bar lines of the piece if they stand evenly, until nothing sounds any more.
struct EvenBars {
  Tick begin = 0;
  Tick length = 0;
  std::int64_t count = 0;
};

std::optional<EvenBars> even_bars(const BarGrid& bars, const Passages& passages) {
  const BarPosition first = bars.at(passages.first_onset());
  EvenBars even{first.begin, first.length, 0};
  for (Tick line = first.begin; line < passages.last_end(); ++even.count) {
    const Tick next = bars.bar_line_from(line + 1);
    if (next - line != even.length) return std::nullopt;
    line = next;
  }
  if (bars.at(passages.last_end()).length > even.length) return std::nullopt;
  return even;
}

// How often a bar is halved, such that a part has two to four attacks mostly.
int halvings(const EvenBars& even, const std::vector<std::int64_t>& attacks) {
  constexpr std::size_t kMostParts = 32;
  std::size_t bars = 0;  // with attacks
  std::int64_t end = 0;
  for (const std::int64_t attack : attacks) {
    if (attack < end) continue;
    ++bars;
    const Tick bar = (attack / Passages::kPitches - even.begin) / even.length;
    end = (even.begin + (bar + 1) * even.length) * Passages::kPitches;
  }
  const std::size_t wanted = attacks.size() / (2 * bars);
  return static_cast<int>(std::bit_width(std::clamp<std::size_t>(wanted, 1, kMostParts) - 1));
}

// Of two stretches alike, all in all 2 · (100 − percent) in `percent` of the first one's attacks at most
// stand alone in one of them, and parts that differ have one such attack at least. So percent ·
// parts − 2 · (100 − percent) · attacks, of the first stretch, is at most percent · parts that are the same.
BarParts cut(const EvenBars& even, const std::vector<std::int64_t>& attacks, int percent) {
  const int halved = halvings(even, attacks);
  const Tick parts = Tick{1} << halved;
  BarParts found;
  found.attacks.reserve(static_cast<std::size_t>(even.count) + 1);
  found.gain.reserve(static_cast<std::size_t>(even.count) + 1);
  std::size_t next = 0;
  Tick begin = even.begin;
  std::int32_t gain = 0;
  for (std::int64_t bar = 0; bar < even.count; ++bar, begin += even.length) {
    found.attacks.push_back(static_cast<std::int32_t>(next));
    found.gain.push_back(gain);
    const std::int64_t origin = begin * Passages::kPitches;
    for (Tick part = 0; part < parts && next < attacks.size(); ++part) {
      const std::int64_t end = (begin + ((part + 1) * even.length >> halved)) * Passages::kPitches;
      if (attacks[next] >= end) continue;
      std::uint64_t hash = 0;
      const std::size_t first = next;
      for (; next < attacks.size() && attacks[next] < end; ++next) {
        hash = (hash ^ static_cast<std::uint64_t>(attacks[next] - origin)) * 0x9E3779B97F4A7C15U;
        hash ^= hash >> 29;
      }
      found.hashes.push_back(hash);
      found.bars.push_back(static_cast<std::uint32_t>(bar));
      gain += percent - 2 * (100 - percent) * static_cast<std::int32_t>(next - first);
    }
  }
  found.attacks.push_back(static_cast<std::int32_t>(next));
  found.gain.push_back(gain);
  return found;
}

// How many parts come again, the same, so many bars later; at least that many where two are only
// taken for the same. Nothing where too many do, and counting would take longer than it saves.
std::optional<std::vector<std::int32_t>> count_again(const BarParts& parts, std::size_t bars) {
  constexpr std::uint32_t kNone = UINT32_MAX;
  std::size_t left = 1024 + bars * bars;
  std::vector<std::int32_t> again(bars, 0);
  const std::size_t slots = 2 * std::bit_ceil(parts.hashes.size());
  std::vector<std::uint32_t> newest(slots, kNone);
  std::vector<std::uint32_t> earlier(parts.hashes.size());
  for (std::size_t part = 0; part < parts.hashes.size(); ++part) {
    const std::uint64_t hash = parts.hashes[part];
    std::uint32_t& slot = newest[static_cast<std::size_t>(hash >> 32) & (slots - 1)];
    earlier[part] = slot;
    for (std::uint32_t other = slot; other != kNone; other = earlier[other]) {
      if (left-- == 0) return std::nullopt;
      if (parts.hashes[other] == hash) ++again[parts.bars[part] - parts.bars[other]];
    }
    slot = static_cast<std::uint32_t>(part);
  }
  return again;
}

// Of all stretches of p − 1 bars with an attack that may come again p bars later.
std::int32_t least_gain(const BarParts& parts, std::int64_t p) {
  constexpr std::int32_t kNever = std::numeric_limits<std::int32_t>::max();
  const auto bars = static_cast<std::size_t>(p - 1);
  const std::size_t last = parts.gain.size() - 2 * static_cast<std::size_t>(p);
  const std::int32_t* const gain = parts.gain.data();
  const std::int32_t* const attacks = parts.attacks.data();
  std::int32_t least = kNever;
  for (std::size_t k = 0; k <= last; ++k) {
    const std::int32_t here = gain[k + bars] - gain[k];
    least = std::min(least, attacks[k + bars] == attacks[k] ? kNever : here);
  }
  return least;
}

}  // namespace

std::optional<std::vector<std::int64_t>> bar_distances(const BarGrid& bars,
                                                       const Passages& passages, int percent,
                                                       std::int64_t least) {
  constexpr std::size_t kMostAttacks = std::size_t{1} << 24;  // for sums of 32 bits
  const std::optional<EvenBars> even = even_bars(bars, passages);
  if (!even || passages.attacks().size() > kMostAttacks) return std::nullopt;
  const std::int64_t count = even->count;
  const std::int64_t most = (count + 1) / 2;
  std::vector<std::int64_t> distances;
  if (most < least) return distances;
  const BarParts parts = cut(*even, passages.attacks(), percent);
  const auto again = count_again(parts, static_cast<std::size_t>(count));
  for (std::int64_t p = most; p >= least; --p) {
    if (!again || least_gain(parts, p) <= percent * (*again)[static_cast<std::size_t>(p)]) {
      distances.push_back(p);
    }
  }
  return distances;
}

}  // namespace bach
