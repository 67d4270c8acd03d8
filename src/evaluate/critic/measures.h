// What the critic counts: one table of measures, group by group.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "evaluate/critic/dance.h"
#include "evaluate/critic/reference.h"

namespace bach {

enum class MeasureGroup : std::uint8_t {
  kHarmony,
  kKeysAndCadences,
  kChromatic,
  kRepetition,
  kRhythm,
  kMelody,
  kForm,
};
inline constexpr int kMeasureGroups = 7;
std::string_view group_name(MeasureGroup group);  // "keys and cadences"

struct Measured {
  std::optional<double> value;  // none: the measure does not apply to this dance
  std::vector<int> bars;        // of counted events: the bar of each, an index into form.bars
};

struct CriticMeasure {
  std::string_view name;  // "cross relations"
  MeasureGroup group = MeasureGroup::kHarmony;
  std::string_view unit;  // "per 100 notes"
  int decimals = 1;       // worth printing
  std::string_view description;
  Measured (*measure)(const CriticDance& dance, const ReferenceStatistics& reference) = nullptr;
  bool of_reference = false;  // whether it asks what the set leads one to expect
};

// "steps, % of intervals"
std::string measure_title(const CriticMeasure& measure);

// All of them, by group. Lives for ever.
std::span<const CriticMeasure> critic_measures();

// Of each group; measures.cc puts them together.
std::span<const CriticMeasure> harmony_measures();
std::span<const CriticMeasure> key_measures();
std::span<const CriticMeasure> chromatic_measures();
std::span<const CriticMeasure> repetition_measures();
std::span<const CriticMeasure> rhythm_measures();
std::span<const CriticMeasure> melody_measures();
std::span<const CriticMeasure> form_measures();

}  // namespace bach
