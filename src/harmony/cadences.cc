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

// What a chord makes of the one before, were the music to rest on it.
std::optional<CadenceKind> kind_of(const Key& key, const Chord& before, const Chord& last,
                                   bool ends_part) {
  const int degree = degree_in(key, last);
  if (!is_triad(last)) return std::nullopt;
  const bool dominant = degree == 7 && last.quality == ChordQuality::kMajor;
  if (!is_dominant(key, before)) {
    if (dominant) return CadenceKind::kHalf;
    return std::nullopt;
  }
  if (dominant && ends_part) return CadenceKind::kHalf;
  // A minor piece may end on the major chord.
  if (degree == 0 && (key.mode == Mode::kMinor || last.quality == ChordQuality::kMajor)) {
    return CadenceKind::kAuthentic;
  }
  const bool submediant = key.mode == Mode::kMajor
                              ? degree == 9 && last.quality == ChordQuality::kMinor
                              : degree == 8 && last.quality == ChordQuality::kMajor;
  if (submediant && degree_in(key, before) == 7) return CadenceKind::kDeceptive;
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

  // The longest wait for the next note from one that begins in [begin, end), or for the end.
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

int highest_at(const std::vector<Note>& notes, std::vector<Note>::const_iterator note) {
  int top = 0;
  for (const Tick onset = note->onset; note != notes.end() && note->onset == onset; ++note) {
    top = std::max<int>(top, note->pitch);
  }
  return top;
}

class CadenceFinder {
 public:
  CadenceFinder(const HarmonyDance& dance, const std::vector<Note>& notes, const Score& score)
      : dance_(dance),
        notes_(notes),
        attacks_(notes),
        bars_(score),
        ticks_per_quarter_(score.ticks_per_quarter) {}

  // Where `before` leads to `last` and the music rests there. Asked in order of time.
  std::optional<Cadence> between(const HarmonySpan& before, const HarmonySpan& last) {
    while (unit_->begin < last.begin) {
      if (unit_->begins_part) part_begin_ = unit_->begin;
      ++unit_;
    }
    if (last.begin - part_begin_ < bars_.at(last.begin).length) return std::nullopt;
    const bool ends_part = this->ends_part(last);
    const auto kind = kind_of(last.key, before.chord, last.chord, ends_part);
    if (!kind || unit_->strength == kOffBeat) return std::nullopt;
    const bool strong = unit_->strength >= kHalfBar || *kind == CadenceKind::kAuthentic;
    if (!ends_part && !(strong && on_root(last) && pauses(last))) return std::nullopt;
    Cadence cadence{last.begin, *kind, last.key, false};
    if (*kind == CadenceKind::kAuthentic) cadence.perfect = is_perfect(before, last);
    return cadence;
  }

  // Where a part ends on a tonic whose dominant is but a note or two before it: before its last note
  // or before the bar of that.
  std::optional<Cadence> within(const HarmonySpan& last) const {
    if (degree_in(last.key, last.chord) != 0 || !ends_part(last) ||
        !kind_of(last.key, dominant_of(last.key), last.chord, true)) {
      return std::nullopt;
    }
    const auto behind = attacks_.from(last.end);
    if (behind == notes_.begin()) return std::nullopt;
    const Tick final = (behind - 1)->onset;
    const Tick bar = bars_.at(final).begin;
    for (const Tick at : {final, bar}) {
      if (at > last.begin && led_to_by_dominant(last.key, at)) {
        return Cadence{at, CadenceKind::kAuthentic, last.key, false};
      }
    }
    return std::nullopt;
  }

 private:
  static Chord dominant_of(const Key& key) {
    return {static_cast<std::uint8_t>((tonic_of(key) + 7) % 12), ChordQuality::kMajor};
  }

  // Whether the tonic is struck there, and the leading note or the fifth degree just before.
  bool led_to_by_dominant(const Key& key, Tick at) const {
    const int tonic = tonic_of(key);
    const auto arrival = attacks_.from(at);
    if (arrival == notes_.begin() || arrival == notes_.end() || arrival->onset != at ||
        arrival->pitch % 12 != tonic) {
      return false;
    }
    const auto before = arrival - 1;
    const int degree = (before->pitch + 12 - tonic) % 12;
    return (degree == 7 || degree == 11) && before->onset >= at - beat_at(at);
  }

  // At most a half note.
  Tick beat_at(Tick tick) const {
    return std::min(beat_ticks(bars_.at(tick).metre, ticks_per_quarter_),
                    Tick{2} * ticks_per_quarter_);
  }

  bool ends_part(const HarmonySpan& span) const {
    const auto first =
        std::lower_bound(dance_.units.begin(), dance_.units.end(), span.begin,
                         [](const HarmonyUnit& unit, Tick at) { return unit.begin < at; });
    for (auto unit = first; unit != dance_.units.end() && unit->begin < span.end; ++unit) {
      if (unit->ends_part) return true;
    }
    return false;
  }

  // Whether the root is the lowest note of the chord or of the moment it enters.
  bool on_root(const HarmonySpan& span) const {
    if (span.bass == span.chord.root) return true;
    const auto entry = attacks_.from(span.begin);  // the lowest of those that begin together
    return entry != notes_.end() && entry->pitch % 12 == span.chord.root;
  }

  // Whether the music comes to rest: soon after the chord enters, on a wait for the next note of at
  // least a beat, longer than any in the bar before.
  bool pauses(const HarmonySpan& last) const {
    const Tick beat = beat_at(last.begin);
    const Tick bar = bars_.at(last.begin).length;
    const Tick dance_end = dance_.units.back().end;
    const Tick here =
        attacks_.longest_wait(last.begin, std::min(last.end, last.begin + 2 * beat), dance_end);
    return here >= beat && here > attacks_.longest_wait(last.begin - bar, last.begin, last.begin);
  }

  bool is_perfect(const HarmonySpan& before, const HarmonySpan& last) const {
    if (degree_in(last.key, before.chord) != 7) return false;
    if (before.bass != before.chord.root || last.bass != last.chord.root) return false;
    const auto note = attacks_.from(last.begin);
    return note != notes_.end() && highest_at(notes_, note) % 12 == tonic_of(last.key);
  }

  const HarmonyDance& dance_;
  const std::vector<Note>& notes_;
  Attacks attacks_;
  BarGrid bars_;
  int ticks_per_quarter_;
  std::vector<HarmonyUnit>::const_iterator unit_ = dance_.units.begin();
  Tick part_begin_ = dance_.units.front().begin;
};

}  // namespace

void add_cadences(const HarmonyDance& dance, const std::vector<Note>& notes, const Score& score,
                  std::size_t first, HarmonyAnalysis& analysis) {
  CadenceFinder finder(dance, notes, score);
  for (std::size_t i = first; i < analysis.spans.size(); ++i) {
    std::optional<Cadence> cadence;
    if (i > first) cadence = finder.between(analysis.spans[i - 1], analysis.spans[i]);
    if (!cadence) cadence = finder.within(analysis.spans[i]);
    if (cadence) analysis.cadences.push_back(*cadence);
  }
}

}  // namespace bach
