// Local keys, and the cadences that make them felt.
#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "evaluate/critic/measure_tools.h"
#include "score/key_estimate.h"

namespace bach {
namespace {

// Whatever `at` and the spelling: C sharp is D flat.
std::pair<int, Mode> sounding(const Key& key) { return {tonic_of(key), key.mode}; }

Measured local_keys(const CriticDance& dance, const ReferenceStatistics&) {
  std::set<std::pair<int, Mode>> keys;
  for (const KeySpan& span : dance.harmony.keys) keys.insert(sounding(span.key));
  return {static_cast<double>(keys.size()), {}};
}

Measured away_from_home(const CriticDance& dance, const ReferenceStatistics&) {
  double away = 0;
  double all = 0;
  for (const KeySpan& span : dance.harmony.keys) {
    const auto length = static_cast<double>(span.end - span.begin);
    all += length;
    if (sounding(span.key) != sounding(dance.harmony.home_at(span.begin))) away += length;
  }
  return percent(away, all);
}

// Of the two sevenths of the tonic that section A ends on, in its last four bars, the share of the
// raised one.
Measured leading_note(const CriticDance& dance, const ReferenceStatistics&) {
  if (dance.form.parts.size() < 2) return {};
  const FormPart& part = dance.form.parts.front();
  const int first = std::max(part.first_bar, part.last_bar - 3);
  std::size_t begin = dance.notes.size();
  std::size_t end = 0;
  for (int bar = first; bar <= part.last_bar; ++bar) {
    const CriticDance::Range& range = dance.bar_notes[static_cast<std::size_t>(bar)];
    if (range.begin == range.end) continue;
    begin = std::min(begin, range.begin);
    end = std::max(end, range.end);
  }
  if (begin >= end) return {};
  const int goal = dance.span_of(dance.notes[end - 1]).chord.root;
  double raised = 0;
  double both = 0;
  for (std::size_t i = begin; i < end; ++i) {
    const int above = (dance.notes[i].pitch + 12 - goal) % 12;
    if (above == 11) ++raised;
    if (above >= 10) ++both;
  }
  return percent(raised, both);
}

Measured cadences(const CriticDance& dance, const ReferenceStatistics&) {
  return {8 * static_cast<double>(dance.harmony.cadences.size()) /
              static_cast<double>(dance.form.bars.size()),
          {}};
}

// Whether the last cadence is authentic, in the home key, and reached in the last two bars.
Measured final_cadence(const CriticDance& dance, const ReferenceStatistics&) {
  if (dance.harmony.cadences.empty()) return {0.0, {}};
  const Cadence& last = dance.harmony.cadences.back();
  const std::size_t bars = dance.form.bars.size();
  const bool at_end = bars < 2 || last.at >= dance.form.bars[bars - 2].begin;
  const bool closes = last.kind == CadenceKind::kAuthentic && at_end &&
                      sounding(last.key) == sounding(dance.harmony.home_at(last.at));
  return {closes ? 100.0 : 0.0, {}};
}

constexpr MeasureGroup kOfKeys = MeasureGroup::kKeysAndCadences;
constexpr std::array kKeyMeasures = {
    CriticMeasure{"local keys", kOfKeys, "", 1, "different keys the music passes through",
                  local_keys},
    CriticMeasure{"time away from home", kOfKeys, "%", 1, "in other keys than the dance's own",
                  away_from_home},
    CriticMeasure{"leading note before A's end", kOfKeys, "% of both sevenths", 1,
                  "in the last four bars of section A, the raised seventh of what it ends on",
                  leading_note},
    CriticMeasure{"cadences", kOfKeys, "per 8 bars", 2, "authentic, half and deceptive", cadences},
    CriticMeasure{"final cadence", kOfKeys, "% of dances", 1,
                  "an authentic one in the home key in the last two bars", final_cadence},
};

}  // namespace

std::span<const CriticMeasure> key_measures() { return kKeyMeasures; }

}  // namespace bach
