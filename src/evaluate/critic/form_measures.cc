// Sections and phrases.
#include <algorithm>
#include <array>
#include <cmath>

#include "evaluate/critic/measure_tools.h"

namespace bach {
namespace {

const FormPart* second_part(const CriticDance& dance) {
  return dance.form.parts.size() < 2 ? nullptr : &dance.form.parts[1];
}

Measured opens_like_a(const CriticDance& dance, const ReferenceStatistics&) {
  const FormPart* part = second_part(dance);
  if (part == nullptr) return {};
  return {part->opens_like_first, {}};
}

Measured ends_like_a(const CriticDance& dance, const ReferenceStatistics&) {
  const FormPart* part = second_part(dance);
  if (part == nullptr) return {};
  return {part->ends_like_first, {}};
}

// Parts that end with a cadence.
Measured section_cadences(const CriticDance& dance, const ReferenceStatistics&) {
  double closed = 0;
  for (const FormPart& part : dance.form.parts) {
    const Tick end = dance.form.bars[static_cast<std::size_t>(part.last_bar)].end;
    for (const Phrase& phrase : dance.form.phrases) {
      if (phrase.cadence && phrase.begin < end && phrase.end >= end) {
        ++closed;
        break;
      }
    }
  }
  return percent(closed, static_cast<double>(dance.form.parts.size()));
}

// Bars in each phrase, as the metre at its beginning has them.
std::vector<double> phrase_lengths(const CriticDance& dance) {
  const BarGrid grid(dance.score);
  std::vector<double> lengths;
  for (const Phrase& phrase : dance.form.phrases) {
    const Tick bar = bar_ticks(grid.at(phrase.begin).metre, dance.score.ticks_per_quarter);
    lengths.push_back(static_cast<double>(phrase.end - phrase.begin) / static_cast<double>(bar));
  }
  return lengths;
}

// Of the bars, those in phrases whose length is within a half bar of an even number.
Measured even_phrases(const CriticDance& dance, const ReferenceStatistics&) {
  double even = 0;
  double all = 0;
  for (const double length : phrase_lengths(dance)) {
    all += length;
    const double nearest = 2 * std::round(length / 2);
    if (nearest > 0 && std::abs(length - nearest) <= 0.5) even += length;
  }
  return percent(even, all);
}

constexpr MeasureGroup kOfForm = MeasureGroup::kForm;
constexpr std::array kFormMeasures = {
    CriticMeasure{"B opens like A", kOfForm, "0 to 1", 2,
                  "likeness of rhythm and contour of the first bars", opens_like_a},
    CriticMeasure{"B ends like A", kOfForm, "0 to 1", 2, "the same of the last bars", ends_like_a},
    CriticMeasure{"sections closed by a cadence", kOfForm, "%", 1, "of whatever kind",
                  section_cadences},
    CriticMeasure{"even phrases", kOfForm, "% of bars", 1,
                  "in phrases within half a bar of an even number", even_phrases},
};

}  // namespace

std::span<const CriticMeasure> form_measures() { return kFormMeasures; }

}  // namespace bach
