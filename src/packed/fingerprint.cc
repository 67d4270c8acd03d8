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

// Onset in 48ths of a quarter and pitch, in a number that sorts by them.
class Struck {
 public:
  Struck() = default;
  Struck(Tick at, int pitch)
      : place_(static_cast<std::uint64_t>(at) << 7 | static_cast<std::uint64_t>(pitch)) {}
  std::uint64_t at() const { return place_ >> 7; }
  std::uint64_t pitch() const { return place_ & 127; }

  auto operator<=>(const Struck&) const = default;

 private:
  std::uint64_t place_ = 0;
};

std::vector<Struck> struck_notes(const Score& score) {
  constexpr Tick kParts = 48;
  constexpr Tick kMostOnset = Tick{1} << 50;  // no music has such: here nothing overflows
  std::vector<Struck> notes;
  std::size_t count = 0;
  for (const Track& track : score.tracks) count += track.notes.size();
  notes.reserve(count);
  const Tick quarter = score.ticks_per_quarter;
  for (const Track& track : score.tracks) {
    for (const Note& note : track.notes) {
      const Tick onset = std::min(note.onset, kMostOnset);
      notes.emplace_back((onset * kParts + quarter / 2) / quarter, note.pitch);
    }
  }
  merge_runs(notes);
  notes.erase(std::unique(notes.begin(), notes.end()), notes.end());
  return notes;
}

// `up` in semitones.
std::uint64_t step(std::uint64_t from, std::uint64_t to, std::uint64_t up) {
  return (to - from) << 8 | (up + 128);
}

// The smallest runs by the place that their first bits say.
class SketchMaker {
 public:
  SketchMaker() { least_.fill(kNone); }

  void add(const Struck& from, const Struck& to) {
    const std::uint64_t last = stirred(step(from.at(), to.at(), to.pitch() - from.pitch()));
    if (++steps_ + 1 >= kRun) {
      const std::uint64_t run = stirred(last + 3 * before_ + 5 * two_before_);
      std::uint64_t& value = least_[static_cast<std::size_t>(run >> (64 - kPlaceBits))];
      value = std::min(value, run << kPlaceBits);
    }
    two_before_ = before_;
    before_ = last;
  }

  ContentSketch finish() const {
    ContentSketch sketch{};
    for (std::size_t k = 0; k < kSketchValues; ++k) {
      // Where no run fell, the value of a place behind it, with the distance: so short pieces compare.
      std::size_t from = 0;
      while (from < kSketchValues && least_[(k + from) % kSketchValues] == kNone) ++from;
      if (from == kSketchValues) break;
      const std::uint64_t value = stirred(least_[(k + from) % kSketchValues] + from);
      sketch[k] = static_cast<std::uint16_t>(value >> 48);
    }
    return sketch;
  }

 private:
  static constexpr std::uint64_t kNone = std::numeric_limits<std::uint64_t>::max();
  static constexpr int kPlaceBits = 5;
  static_assert(kSketchValues == std::size_t{1} << kPlaceBits);

  std::array<std::uint64_t, kSketchValues> least_;
  std::size_t steps_ = 0;
  std::uint64_t before_ = 0;
  std::uint64_t two_before_ = 0;
};

}  // namespace

Fingerprint fingerprint_of(const Score& score) {
  const std::vector<Struck> notes = struck_notes(score);
  Fingerprint fingerprint;
  if (notes.empty()) return fingerprint;
  std::uint64_t lowest = notes.front().pitch();
  for (const Struck& note : notes) lowest = std::min(lowest, note.pitch());
  ContentHash& hash = fingerprint.hash;
  hash = {0x9E3779B97F4A7C15U, notes.size()};
  SketchMaker sketch;
  // Both in one go: the steps of a hash wait for each other.
  for (std::size_t n = 0; n < notes.size(); ++n) {
    const Struck& note = notes[n];
    const Struck& before = notes[n == 0 ? 0 : n - 1];
    const std::uint64_t word = step(before.at(), note.at(), note.pitch() - lowest);
    hash.high = stirred(hash.high ^ word);
    hash.low = stirred(hash.low + 0xD1B54A32D192ED03U * (word + 1));
    if (n > 0) sketch.add(before, note);
  }
  fingerprint.sketch = sketch.finish();
  return fingerprint;
}

int equal_values(const ContentSketch& a, const ContentSketch& b) {
  int equal = 0;
  for (std::size_t k = 0; k < kSketchValues; ++k) equal += a[k] == b[k] ? 1 : 0;
  return equal;
}

}  // namespace bach
