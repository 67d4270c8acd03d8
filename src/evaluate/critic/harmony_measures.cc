// Chords, and the notes that are not of them.
#include <algorithm>
#include <array>
#include <cstdlib>

#include "evaluate/critic/measure_tools.h"
#include "score/key_estimate.h"

namespace bach {
namespace {

bool is_step(int interval) { return std::abs(interval) == 1 || std::abs(interval) == 2; }

// Non-chord notes from which no step leads on while they sound or within two beats of their onset.
Measured unresolved(const CriticDance& dance, const ReferenceStatistics&) {
  std::vector<int> bars;
  for (std::size_t i = 0; i < dance.notes.size(); ++i) {
    const HeardNote& note = dance.notes[i];
    if (note.chord_tone || note.moment + 1 == dance.moments.size()) continue;
    const Tick until = std::max(note.end, note.onset + 2 * dance.moments[note.moment].beat);
    bool resolved = false;
    for (std::size_t j = i + 1;
         !resolved && j < dance.notes.size() && dance.notes[j].onset <= until; ++j) {
      resolved = dance.notes[j].onset > note.onset && is_step(dance.notes[j].pitch - note.pitch);
    }
    if (!resolved) bars.push_back(note.bar);
  }
  return per_hundred_notes(dance, std::move(bars));
}

// The interval to the nearest note of a moment, in semitones, without sign.
int nearest_in(const CriticDance& dance, const Moment& moment, int pitch) {
  int nearest = 128;
  for (std::size_t i = moment.begin; i < moment.end; ++i) {
    nearest = std::min(nearest, std::abs(dance.notes[i].pitch - pitch));
  }
  return nearest;
}

// Non-chord notes reached and left by more than a step.
Measured leapt_both_ways(const CriticDance& dance, const ReferenceStatistics&) {
  std::vector<int> bars;
  for (const HeardNote& note : dance.notes) {
    if (note.chord_tone || note.moment == 0 || note.moment + 1 == dance.moments.size()) continue;
    if (nearest_in(dance, dance.moments[note.moment - 1], note.pitch) > 2 &&
        nearest_in(dance, dance.moments[note.moment + 1], note.pitch) > 2) {
      bars.push_back(note.bar);
    }
  }
  return per_hundred_notes(dance, std::move(bars));
}

// Of the notes that begin at a strong place, those that are not of the chord.
Measured strong_dissonances(const CriticDance& dance, const ReferenceStatistics&) {
  const BarGrid grid(dance.score);
  std::vector<int> bars;
  double all = 0;
  for (const Moment& moment : dance.moments) {
    if (!is_strong(grid.at(moment.onset), dance.score.ticks_per_quarter)) continue;
    for (std::size_t i = moment.begin; i < moment.end; ++i) {
      ++all;
      if (!dance.notes[i].chord_tone) bars.push_back(dance.notes[i].bar);
    }
  }
  Measured measured = percent(static_cast<double>(bars.size()), all);
  measured.bars = std::move(bars);
  return measured;
}

Measured note_bits(const CriticDance& dance, const ReferenceStatistics& reference) {
  return {reference.note_bits(dance), {}};
}

Measured chord_bits(const CriticDance& dance, const ReferenceStatistics& reference) {
  return {reference.chord_bits(dance), {}};
}

bool is_diminished(const Chord& chord) {
  return chord.quality == ChordQuality::kDiminished ||
         chord.quality == ChordQuality::kDiminishedSeventh;
}

// Whether a chord is a dominant, of its key or applied; then the tonic it leads to.
std::optional<int> leads_to(const HarmonySpan& span) {
  const Chord& chord = span.chord;
  if (is_diminished(chord)) return (chord.root + 1) % 12;
  const bool fifth =
      chord.quality == ChordQuality::kMajor && chord.root == (tonic_of(span.key) + 7) % 12;
  if (fifth || chord.quality == ChordQuality::kDominantSeventh) return (chord.root + 5) % 12;
  return std::nullopt;
}

// Dominants of one tonic in a row count once. They resolve to a chord on that tonic or, deceptively,
// on the sixth degree above it.
Measured dominants_resolve(const CriticDance& dance, const ReferenceStatistics&) {
  const std::vector<HarmonySpan>& spans = dance.harmony.spans;
  double dominants = 0;
  double resolved = 0;
  for (std::size_t s = 0; s + 1 < spans.size(); ++s) {
    const std::optional<int> tonic = leads_to(spans[s]);
    if (!tonic || leads_to(spans[s + 1]) == tonic) continue;
    ++dominants;
    const Chord& next = spans[s + 1].chord;
    const int above = (next.root + 12 - *tonic) % 12;
    const bool deceptive = (above == 9 && next.quality == ChordQuality::kMinor) ||
                           (above == 8 && next.quality == ChordQuality::kMajor);
    if (above == 0 || deceptive) ++resolved;
  }
  return percent(resolved, dominants);
}

Measured falling_fifths(const CriticDance& dance, const ReferenceStatistics&) {
  const std::vector<HarmonySpan>& spans = dance.harmony.spans;
  double changes = 0;
  double falls = 0;
  for (std::size_t s = 1; s < spans.size(); ++s) {
    const int moved = (spans[s].chord.root + 12 - spans[s - 1].chord.root) % 12;
    if (spans[s].chord == spans[s - 1].chord) continue;
    ++changes;
    if (moved == 5) ++falls;
  }
  return percent(falls, changes);
}

Measured chord_changes(const CriticDance& dance, const ReferenceStatistics&) {
  const std::vector<HarmonySpan>& spans = dance.harmony.spans;
  double changes = 0;
  for (std::size_t s = 1; s < spans.size(); ++s) {
    if (spans[s].chord != spans[s - 1].chord) ++changes;
  }
  return {changes / static_cast<double>(dance.form.bars.size()), {}};
}

Measured weak_changes(const CriticDance& dance, const ReferenceStatistics&) {
  const BarGrid grid(dance.score);
  const std::vector<HarmonySpan>& spans = dance.harmony.spans;
  double changes = 0;
  double weak = 0;
  for (std::size_t s = 1; s < spans.size(); ++s) {
    if (spans[s].chord == spans[s - 1].chord) continue;
    ++changes;
    if (!is_strong(grid.at(spans[s].begin), dance.score.ticks_per_quarter)) ++weak;
  }
  return percent(weak, changes);
}

constexpr MeasureGroup kOfHarmony = MeasureGroup::kHarmony;
constexpr std::array kHarmonyMeasures = {
    CriticMeasure{"unresolved non-chord notes", kOfHarmony, "per 100 notes", 2,
                  "from which no step leads on while they sound or within two beats", unresolved},
    CriticMeasure{"non-chord notes leapt both ways", kOfHarmony, "per 100 notes", 2,
                  "reached and left by more than a step", leapt_both_ways},
    CriticMeasure{"dissonances at strong places", kOfHarmony, "% of the notes there", 1,
                  "non-chord notes that begin on a bar line or half bar", strong_dissonances},
    CriticMeasure{"note bits given the chord", kOfHarmony, "bits per note", 2,
                  "how unexpected the notes are above their chords, by what the set does",
                  note_bits, true},
    CriticMeasure{"chord bits given two before", kOfHarmony, "bits per chord", 2,
                  "how unexpected the chords are in their keys, by what the set does", chord_bits,
                  true},
    CriticMeasure{"dominants that resolve", kOfHarmony, "%", 1,
                  "to their tonic or its sixth degree", dominants_resolve},
    CriticMeasure{"roots that fall a fifth", kOfHarmony, "% of changes of chord", 1,
                  "from one chord to the next", falling_fifths},
    CriticMeasure{"chord changes", kOfHarmony, "per bar", 2,
                  "chords that differ from the one before", chord_changes},
    CriticMeasure{"chord changes at weak places", kOfHarmony, "%", 1,
                  "neither on a bar line nor at half bar", weak_changes},
};

}  // namespace

std::span<const CriticMeasure> harmony_measures() { return kHarmonyMeasures; }

}  // namespace bach
