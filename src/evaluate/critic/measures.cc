#include "evaluate/critic/measures.h"

#include <array>
#include <cstddef>

namespace bach {

std::string_view group_name(MeasureGroup group) {
  static constexpr std::array<std::string_view, kMeasureGroups> kNames = {
      "harmony", "keys and cadences", "chromatic contradictions", "repetition", "rhythm", "melody",
      "form"};
  return kNames[static_cast<std::size_t>(group)];
}

std::span<const CriticMeasure> critic_measures() {
  static const std::vector<CriticMeasure> kMeasures = [] {
    std::vector<CriticMeasure> all;
    for (const auto& group :
         {harmony_measures(), key_measures(), chromatic_measures(), repetition_measures(),
          rhythm_measures(), melody_measures(), form_measures()}) {
      all.insert(all.end(), group.begin(), group.end());
    }
    return all;
  }();
  return kMeasures;
}

std::string measure_title(const CriticMeasure& measure) {
  std::string title(measure.name);
  if (!measure.unit.empty()) title += ", " + std::string(measure.unit);
  return title;
}

}  // namespace bach
