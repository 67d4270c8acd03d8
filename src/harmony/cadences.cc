#include "harmony/cadences.h"

#include <algorithm>
#include <optional>

#include "score/bars.h"
#include "score/key_estimate.h"

namespace bach {
namespace {

int degree_in(const Key& key, const Chord& chord) { return (chord.root - tonic_of(key) + 12) % 12; }

bool is_major_like(const Chord& chord) {
  return chord.quality == ChordQuality::kMajor || chord.quality == ChordQuality::kDominantSeventh;
}
bool is_triad(const Chord& chord) {
  return chord.quality == ChordQuality::kMajor || chord.quality == ChordQuality::kMinor;
}

// V, V7, viio and viio7.
bool is_dominant(const Key& key, const Chord& chord) {
  const int degree = degree_in(key, chord);
  return (degree == 7 && is_major_like(chord)) ||
         (degree == 11 && !is_major_like(chord) && chord.quality != ChordQuality::kMinor);
}

std::optional<CadenceKind> kind_of(const Key& key, const Chord& before, const Chord& last) {
  const int degree = degree_in(key, last);
  if (!is_triad(last)) return std::nullopt;
  if (is_dominant(key, before)) {
    // A tonic in major ends in minor, too.
    if (degree == 0 && (key.mode == Mode::kMinor || last.quality == ChordQuality::kMajor)) {
      return CadenceKind::kAuthentic;
    }
    const bool submediant = key.mode == Mode::kMajor
                                ? degree == 9 && last.quality == ChordQuality::kMinor
                                : degree == 8 && last.quality == ChordQuality::kMajor;
    if (submediant && degree_in(key, before) == 7) return CadenceKind::kDeceptive;
    return std::nullopt;
  }
  if (degree == 7 && last.quality == ChordQuality::kMajor) return CadenceKind::kHalf;
  return std::nullopt;
}

// When notes begin, all voices together.
class Attacks {
 public:
  explicit Attacks(const std::vector<Note>& notes) : notes_(notes) {}

  std::vector<Note>::const_iterator from(Tick tick) const {
    return std::lower_bound(notes_.begin(), notes_.end(), tick,
                            [](const Note& n, Tick at) { return n.onset < at; });
  }

  // The longest wait for the next note that begins in [begin, end) and the longest that ends there
  // within `before` ticks earlier. At the end of the dance the wait is endless.
  Tick longest_wait(Tick begin, Tick end, Tick dance_end) const {
    Tick longest = 0;
    auto note = from(begin);
    while (note != notes_.end() && note->onset < end) {
      const auto next = from(note->onset + 1);
      const bool none = next == notes_.end() || next->onset >= dance_end;
      longest = std::max(longest, (none ? dance_end : next->onset) - note->onset);
      note = next;
    }
    return longest;
  }

 private:
  const std::vector<Note>& notes_;
};

// Whether the music comes to rest in [begin, end): on a note that waits at least a beat, and longer
// than any in the bar before.
bool pauses(const Attacks& attacks, Tick begin, Tick end, Tick beat, Tick bar, Tick dance_end) {
  const Tick here = attacks.longest_wait(begin, std::min(end, begin + 2 * beat), dance_end);
  return here >= beat && here > attacks.longest_wait(begin - bar, begin, begin);
}

bool is_perfect(const HarmonySpan& before, const HarmonySpan& last, const Attacks& attacks,
                std::vector<Note>::const_iterator end) {
  const int tonic = tonic_of(last.key);
  if (degree_in(last.key, before.chord) != 7) return false;
  if (before.bass != before.chord.root || last.bass != last.chord.root) return false;
  auto note = attacks.from(last.begin);
  if (note == end) return false;
  int top = 0;
  for (const Tick onset = note->onset; note != end && note->onset == onset; ++note) {
    top = std::max<int>(top, note->pitch);
  }
  return top % 12 == tonic;
}

}  // namespace

void add_cadences(const HarmonyDance& dance, const std::vector<Note>& notes, const Score& score,
                  std::size_t first, HarmonyAnalysis& analysis) {
  const BarGrid bars(score);
  const Attacks attacks(notes);
  const Tick dance_end = dance.units.back().end;
  auto unit = dance.units.begin();
  for (std::size_t i = first + 1; i < analysis.spans.size(); ++i) {
    const HarmonySpan& before = analysis.spans[i - 1];
    const HarmonySpan& last = analysis.spans[i];
    const std::optional<CadenceKind> kind = kind_of(last.key, before.chord, last.chord);
    if (!kind) continue;
    while (unit->begin < last.begin) ++unit;
    const bool on_beat = unit->strength != kOffBeat;
    if (!on_beat) continue;
    const BarPosition position = bars.at(last.begin);
    const Tick beat = std::min(beat_ticks(position.metre, score.ticks_per_quarter),
                               Tick{2} * score.ticks_per_quarter);
    bool ends_part = false;
    for (auto within = unit; within != dance.units.end() && within->begin < last.end; ++within) {
      ends_part = ends_part || within->ends_part;
    }
    const bool strong = unit->strength >= kHalfBar;
    const bool rests = pauses(attacks, last.begin, last.end, beat, position.length, dance_end);
    if (!ends_part && !(rests && (strong || *kind == CadenceKind::kAuthentic))) continue;
    Cadence cadence{last.begin, *kind, last.key, false};
    if (*kind == CadenceKind::kAuthentic) {
      cadence.perfect = is_perfect(before, last, attacks, notes.end());
    }
    analysis.cadences.push_back(cadence);
  }
}

}  // namespace bach
