// The kinds of models there are, each called after the preset that trains it.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "evaluate/piece.h"

namespace bach {

enum class Preset : std::uint8_t {
  kNotebook,   // windows of 20 pitches of the first track
  kSequences,  // whole pieces, pitches of the first track
  kSuite,      // whole pieces in suite tokens: pitch and rhythm of all voices
};
inline constexpr std::array<Preset, 3> kPresets = {Preset::kSuite, Preset::kSequences,
                                                   Preset::kNotebook};

// "notebook", "sequences", "suite"
std::string preset_name(Preset preset);
// The preset of that name; the first of kPresets where there is none.
Preset preset_called(const std::string& name);

// The music its models learn from, and are meant to be measured on.
View natural_view(Preset preset);

}  // namespace bach
