#include "harmony/finder.h"

#include <algorithm>

#include "harmony/cadences.h"
#include "harmony/check.h"
#include "harmony/evidence.h"
#include "harmony/lattice.h"
#include "harmony/notes.h"
#include "harmony/tables.h"
#include "harmony/units.h"
#include "score/bars.h"
#include "score/key_estimate.h"

namespace bach {
namespace {

// The name of a tonic nearest to the home key's on the line of fifths.
Key key_of(const HarmonyState& state, const Key& home) {
  Key key;
  key.mode = mode_of_function(state.function) == 0 ? Mode::kMajor : Mode::kMinor;
  const int relative = key.mode == Mode::kMinor ? (state.tonic + 3) % 12 : state.tonic;
  const int fifths = relative * 7 % 12;
  key.fifths = fifths > 7 ? fifths - 12 : fifths;
  for (const int other : {fifths, fifths - 12}) {
    if (other < -7 || other > 7) continue;
    if (std::abs(other - home.fifths) < std::abs(key.fifths - home.fifths)) key.fifths = other;
  }
  return key;
}

Chord chord_of(const HarmonyState& state) {
  const HarmonicFunction& function = kFunctionTable[state.function];
  return {static_cast<std::uint8_t>((function.offset + state.tonic) % kTonics), function.quality};
}

// A diatonic seventh that takes this share of what is heard, passing notes left out, counts.
constexpr float kSeventhShare = 0.12F;

bool has_seventh(const HarmonySpan& span, const HarmonyEvidence& evidence, std::size_t from,
                 std::size_t to) {
  const ChordQuality quality = span.chord.quality;
  if (quality == ChordQuality::kDominantSeventh || quality == ChordQuality::kDiminishedSeventh) {
    return false;
  }
  const int tonic = tonic_of(span.key);
  const unsigned scale = span.key.mode == Mode::kMajor ? 0xAB5U : 0xDADU;  // minor: with raised 7th
  float sum = 0;
  float seventh = 0;
  const int above = (scale >> ((span.chord.root + 10 - tonic + 12) % 12) & 1U) != 0 ? 10 : 11;
  if ((scale >> ((span.chord.root + above - tonic + 12) % 12) & 1U) == 0) return false;
  if (above == 11 && quality != ChordQuality::kMajor) return false;
  for (std::size_t i = evidence.first[from]; i < evidence.first[to]; ++i) {
    const HeardTone& tone = evidence.tones[i];
    sum += tone.weight;
    const bool passing = tone.kind / 6 > 0 && tone.kind % 6 == 4;
    if (!passing && tone.pitch_class == (span.chord.root + above) % 12) seventh += tone.weight;
  }
  return seventh > kSeventhShare * sum;
}

// Adds what was heard in a dance, which begins at its first unit.
void add_dance(const HarmonyDance& dance, const HarmonyEvidence& evidence,
               const std::vector<HarmonyState>& path, const BarGrid& bars,
               HarmonyAnalysis& analysis) {
  const std::vector<HarmonyUnit>& units = dance.units;
  const auto same_key = [&](std::size_t a, std::size_t b) {
    return path[a].tonic == path[b].tonic &&
           mode_of_function(path[a].function) == mode_of_function(path[b].function);
  };
  const auto length = [&](std::size_t u) {
    return static_cast<double>(units[u].end - units[u].begin);
  };
  Key key;
  std::size_t key_begin = 0;
  for (std::size_t from = 0; from < units.size();) {
    if (from == 0 || !same_key(from - 1, from)) {
      key = key_of(path[from], dance.home);
      key.at = units[from].begin;
      key_begin = from;
    }
    std::size_t to = from;
    HarmonySpan span;
    span.begin = units[from].begin;
    span.key = key;
    span.chord = chord_of(path[from]);
    const Tick bar = bars.at(span.begin).length;
    int lowest = 128;
    while (to < units.size() && same_key(from, to) && path[to].function == path[from].function) {
      span.chord_certainty += path[to].chord_certainty * length(to);
      span.key_certainty += path[to].key_certainty * length(to);
      const bool in_first_bar = units[to].begin < span.begin + bar;
      if (evidence.lowest[to] >= 0 && (in_first_bar || lowest == 128)) {
        lowest = std::min<int>(lowest, evidence.lowest[to]);
      }
      ++to;
    }
    span.end = units[to - 1].end;
    if (lowest < 128) span.bass = static_cast<std::uint8_t>(lowest % 12);
    span.seventh = has_seventh(span, evidence, from, to);
    span.chord_certainty /= static_cast<double>(span.end - span.begin);
    span.key_certainty /= static_cast<double>(span.end - span.begin);
    analysis.spans.push_back(span);
    if (to == units.size() || !same_key(key_begin, to)) {
      KeySpan whole{units[key_begin].begin, span.end, key, 0};
      for (std::size_t u = key_begin; u < to; ++u) {
        whole.certainty += path[u].key_certainty * length(u);
      }
      whole.certainty /= static_cast<double>(whole.end - whole.begin);
      analysis.keys.push_back(whole);
    }
    from = to;
  }
}

// A six-four on the tonic that a dominant on the same bass follows, on no stronger place.
void mark_cadential(const HarmonyDance& dance, std::size_t first, HarmonyAnalysis& analysis) {
  const auto strength_at = [&dance](Tick tick) {
    const auto unit = std::lower_bound(dance.units.begin(), dance.units.end(), tick,
                                       [](const HarmonyUnit& u, Tick at) { return u.begin < at; });
    return unit == dance.units.end() ? kOffBeat : unit->strength;
  };
  for (std::size_t i = first; i + 1 < analysis.spans.size(); ++i) {
    HarmonySpan& span = analysis.spans[i];
    const HarmonySpan& next = analysis.spans[i + 1];
    const int tonic = tonic_of(span.key);
    const int fifth = (tonic + 7) % 12;
    const bool on_tonic = span.chord.root == tonic && (span.chord.quality == ChordQuality::kMajor ||
                                                       span.chord.quality == ChordQuality::kMinor);
    const bool to_dominant = next.chord.root == fifth &&
                             next.chord.quality != ChordQuality::kMinor && next.bass == fifth &&
                             tonic_of(next.key) == tonic && next.key.mode == span.key.mode;
    if (!on_tonic || span.bass != fifth || !to_dominant) continue;
    const MetricStrength strength = strength_at(span.begin);
    span.cadential = strength != kOffBeat && strength >= strength_at(next.begin);
  }
}

HarmonyAnalysis found_with(const FinderTables& tables, const Score& score,
                           const std::vector<Note>& notes) {
  const BarGrid bars(score);
  HarmonyAnalysis analysis;
  for (const HarmonyDance& dance : harmony_dances(score)) {
    const HarmonyEvidence evidence = hear(dance.units, notes, score.ticks_per_quarter);
    if (!analysis.spans.empty()) {  // over a rest between two dances
      analysis.spans.back().end = dance.units.front().begin;
      analysis.keys.back().end = dance.units.front().begin;
    }
    const std::size_t first = analysis.spans.size();
    add_dance(dance, evidence, harmony_path(dance, evidence, tables), bars, analysis);
    mark_cadential(dance, first, analysis);
    analysis.home.push_back(dance.home);
    add_cadences(dance, notes, score, first, analysis);
  }
  return analysis;
}

}  // namespace

Result<HarmonyAnalysis> find_harmony(const Score& score) {
  static const FinderTables shipped(shipped_finder_parameters());
  const std::vector<Note> notes = pitched_notes(score);
  if (Status status = check_harmony_music(score, notes); !status.ok()) return status.error();
  return found_with(shipped, score, notes);
}

Result<HarmonyAnalysis> find_harmony(const Score& score, const FinderParameters& parameters) {
  const std::vector<Note> notes = pitched_notes(score);
  if (Status status = check_harmony_music(score, notes); !status.ok()) return status.error();
  return found_with(FinderTables(parameters), score, notes);
}

}  // namespace bach
