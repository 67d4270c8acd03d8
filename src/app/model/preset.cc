#include "app/model/preset.h"

namespace bach {

std::string preset_name(Preset preset) {
  switch (preset) {
    case Preset::kNotebook:
      return "notebook";
    case Preset::kSequences:
      return "sequences";
    case Preset::kSuite:
      break;
  }
  return "suite";
}

Preset preset_called(const std::string& name) {
  for (const Preset preset : kPresets) {
    if (preset_name(preset) == name) return preset;
  }
  return kPresets.front();
}

View natural_view(Preset preset) {
  if (preset == Preset::kSuite) return {};
  return {.folded = false, .voices = Voices::kFirst, .suite = false};
}

}  // namespace bach
