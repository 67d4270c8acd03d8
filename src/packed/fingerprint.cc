#include "packed/fingerprint.h"

#include <algorithm>
#include <cstddef>
#include <limits>

#include "base/make_sorted.h"

namespace bach {
namespace {

constexpr std::size_t kRun = 4;  // notes

// Of Steele, Lea, Flood: "Fast Splittable Pseudorandom Number Generators" (2014).
std::uint64_t stirred(std::uint64_t x) {
  x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9U;
  x = (x ^ x >> 27) * 0x94D049BB133111EBU;
  return x ^ x >> 31;
}

struct Struck {
  Tick at;    // 48ths of a quarter
  int pitch;  // MIDI note number

  auto operator<=>(const Struck&) const = default;
};

std::vector<Struck> struck_notes(const Score& score) {
  constexpr Tick kParts = 48;
  std::vector<Struck> notes;
  std::size_t count = 0;
  for (const Track& track : score.tracks) count += track.notes.size();
  notes.reserve(count);
  const Tick quarter = score.ticks_per_quarter;
  for (const Track& track : score.tracks) {
    for (const Note& note : track.notes) {
      // Whole quarters first: no product of a far onset overflows.
      const Tick at =
          note.onset / quarter * kParts + (note.onset % quarter * kParts + quarter / 2) / quarter;
      notes.push_back({at, note.pitch});
    }
  }
  make_sorted(notes);
  notes.erase(std::unique(notes.begin(), notes.end()), notes.end());
  return notes;
}

std::uint64_t step(const Struck& from, const Struck& to) {
  return static_cast<std::uint64_t>(to.at - from.at) << 8 |
         static_cast<std::uint64_t>(to.pitch - from.pitch + 128);
}

ContentSketch sketch_of(const std::vector<Struck>& notes) {
  constexpr std::uint64_t kNone = std::numeric_limits<std::uint64_t>::max();
  constexpr int kPlaceBits = 5;
  static_assert(kSketchValues == std::size_t{1} << kPlaceBits);
  std::array<std::uint64_t, kSketchValues> least;
  least.fill(kNone);
  std::uint64_t before = 0;
  std::uint64_t two_before = 0;
  for (std::size_t n = 1; n < notes.size(); ++n) {
    const std::uint64_t last = stirred(step(notes[n - 1], notes[n]));
    if (n + 1 >= kRun) {
      const std::uint64_t run = stirred(last + 3 * before + 5 * two_before);
      std::uint64_t& value = least[static_cast<std::size_t>(run >> (64 - kPlaceBits))];
      value = std::min(value, run << kPlaceBits);
    }
    two_before = before;
    before = last;
  }
  ContentSketch sketch{};
  for (std::size_t k = 0; k < kSketchValues; ++k) {
    // Where no run fell, the value of a place behind it, with the distance: so short pieces compare.
    std::size_t from = 0;
    while (from < kSketchValues && least[(k + from) % kSketchValues] == kNone) ++from;
    if (from == kSketchValues) break;
    const std::uint64_t value = stirred(least[(k + from) % kSketchValues] + from);
    sketch[k] = static_cast<std::uint16_t>(value >> 48);
  }
  return sketch;
}

}  // namespace

Fingerprint fingerprint_of(const Score& score) {
  const std::vector<Struck> notes = struck_notes(score);
  Fingerprint fingerprint;
  if (notes.empty()) return fingerprint;
  int lowest = notes.front().pitch;
  for (const Struck& note : notes) lowest = std::min(lowest, note.pitch);
  Struck before{notes.front().at, lowest};
  ContentHash& hash = fingerprint.hash;
  hash = {0x9E3779B97F4A7C15U, notes.size()};
  for (const Struck& note : notes) {
    before.pitch = lowest;
    const std::uint64_t word = step(before, note);
    hash.high = stirred(hash.high ^ word);
    hash.low = stirred(hash.low + 0xD1B54A32D192ED03U * (word + 1));
    before = note;
  }
  fingerprint.sketch = sketch_of(notes);
  return fingerprint;
}

int equal_values(const ContentSketch& a, const ContentSketch& b) {
  int equal = 0;
  for (std::size_t k = 0; k < kSketchValues; ++k) equal += a[k] == b[k] ? 1 : 0;
  return equal;
}

}  // namespace bach
