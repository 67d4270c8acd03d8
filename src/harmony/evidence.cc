#include "harmony/evidence.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace bach {
namespace {

// How much of an observation a note is, compared with independent draws: neighbouring notes are of
// one figure and say much the same.
constexpr float kToneWeight = 1.0F;
constexpr float kAttack = 0.3F;        // part of it that is due to the attack alone
constexpr float kSounding = 0.6F;      // of what lasts into a unit
constexpr float kLongSounding = 0.3F;  // the same, kLong units behind the attack
constexpr std::ptrdiff_t kLong = 4;
constexpr float kBassWeight = 0.7F;
// A bass note is the lowest within so many units on either side.
constexpr std::ptrdiff_t kBassReach = 2;
// Notes looked at for a step at either end: chords have no more.
constexpr int kNeighbours = 16;

bool is_step(const Note& a, const Note& b) {
  const int apart = std::abs(int{a.pitch} - int{b.pitch});
  return apart == 1 || apart == 2;
}

// How notes follow one another, whatever voices they are in.
class Lines {
 public:
  Lines(std::span<const Note> notes, Tick beat)
      : notes_(notes), slack_(beat / 8), gap_(beat / 2), by_end_(notes.begin(), notes.end()) {
    std::sort(by_end_.begin(), by_end_.end(), [](const Note& a, const Note& b) {
      return a.end() != b.end() ? a.end() < b.end() : a < b;
    });
  }

  // 0 … 2: a step from the notes that end where it begins, a step to those that begin where it ends.
  int steps(const Note& note) const { return stepped_to(note) + stepped_from(note); }

 private:
  int stepped_to(const Note& note) const {
    auto after = std::upper_bound(by_end_.begin(), by_end_.end(), note.onset + slack_,
                                  [](Tick at, const Note& n) { return at < n.end(); });
    Tick end = note.onset - gap_;
    bool found = false;
    for (int k = 0; k < kNeighbours && after != by_end_.begin(); ++k) {
      --after;
      if (after->end() < end) break;
      if (after->onset >= note.onset) continue;
      if (!found) end = after->end() - slack_;
      found = true;
      if (is_step(*after, note)) return 1;
    }
    return 0;
  }

  int stepped_from(const Note& note) const {
    auto next = std::lower_bound(notes_.begin(), notes_.end(),
                                 std::max(note.onset + 1, note.end() - slack_),
                                 [](const Note& n, Tick at) { return n.onset < at; });
    if (next == notes_.end() || next->onset > note.end() + gap_) return 0;
    const Tick last = next->onset + slack_;
    for (int k = 0; k < kNeighbours && next != notes_.end() && next->onset <= last; ++k, ++next) {
      if (is_step(*next, note)) return 1;
    }
    return 0;
  }

  std::span<const Note> notes_;
  Tick slack_;
  Tick gap_;
  std::vector<Note> by_end_;
};

std::uint8_t kind_of(const Note& note, const HarmonyUnit& unit, int steps) {
  const int place = note.onset > unit.begin ? 2 : (unit.strength == kOffBeat ? 1 : 0);
  const int lasting = note.duration >= 2 * (unit.end - unit.begin) ? 1 : 0;
  return static_cast<std::uint8_t>(place * 6 + steps * 2 + lasting);
}

}  // namespace

HarmonyEvidence hear(std::span<const HarmonyUnit> units, std::span<const Note> notes,
                     int ticks_per_quarter) {
  const auto count = static_cast<std::ptrdiff_t>(units.size());
  const Lines lines(notes, ticks_per_quarter);
  struct InUnit {
    std::ptrdiff_t unit;
    HeardTone tone;
  };
  std::vector<InUnit> heard;
  std::vector<int> lowest(units.size(), 128);    // sounding
  std::vector<int> attacked(units.size(), 128);  // beginning
  const auto unit_at = [&](Tick tick) {
    return std::upper_bound(units.begin(), units.end(), tick,
                            [](Tick at, const HarmonyUnit& u) { return at < u.begin; }) -
           units.begin() - 1;
  };
  const auto first = std::lower_bound(notes.begin(), notes.end(), units.front().begin,
                                      [](const Note& n, Tick at) { return n.onset < at; });
  for (auto note = first; note != notes.end() && note->onset < units.back().end; ++note) {
    const std::ptrdiff_t at = unit_at(note->onset);
    const std::uint8_t kind = kind_of(*note, units[at], lines.steps(*note));
    attacked[at] = std::min<int>(attacked[at], note->pitch);
    for (std::ptrdiff_t u = at; u < count && units[u].begin < note->end(); ++u) {
      const Tick overlap =
          std::min(note->end(), units[u].end) - std::max(note->onset, units[u].begin);
      const float share =
          static_cast<float>(overlap) / static_cast<float>(units[u].end - units[u].begin);
      lowest[u] = std::min<int>(lowest[u], note->pitch);
      float weight = kAttack + (1 - kAttack) * share;
      if (u > at) weight = (u - at >= kLong ? kLongSounding : kSounding) * share;
      heard.push_back(
          {u, {static_cast<std::uint8_t>(note->pitch % 12), kind, kToneWeight * weight}});
    }
  }

  HarmonyEvidence evidence;
  evidence.first.assign(units.size() + 1, 0);
  for (const InUnit& item : heard) ++evidence.first[static_cast<std::size_t>(item.unit) + 1];
  for (std::size_t u = 0; u < units.size(); ++u) evidence.first[u + 1] += evidence.first[u];
  evidence.tones.resize(heard.size());
  std::vector<std::size_t> place(evidence.first.begin(), evidence.first.end() - 1);
  for (const InUnit& item : heard) evidence.tones[place[item.unit]++] = item.tone;

  evidence.bass.resize(units.size());
  evidence.lowest.assign(units.size(), -1);
  for (std::ptrdiff_t u = 0; u < count; ++u) {
    if (lowest[u] < 128) evidence.lowest[u] = static_cast<std::int16_t>(lowest[u]);
    if (attacked[u] == 128) continue;
    int around = 128;
    for (std::ptrdiff_t k = std::max<std::ptrdiff_t>(0, u - kBassReach);
         k <= std::min(count - 1, u + kBassReach); ++k) {
      around = std::min(around, lowest[k]);
    }
    if (attacked[u] > around) continue;
    evidence.bass[u] = {static_cast<std::int8_t>(attacked[u] % 12), kBassWeight};
  }
  return evidence;
}

}  // namespace bach
