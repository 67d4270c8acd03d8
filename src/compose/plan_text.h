// A movement's plan as text that people read and change: its form, its chords, what its bars take
// up. doc/plans.md describes the lines.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"
#include "compose/form_book.h"

namespace bach {

inline constexpr int kPlanVersion = 1;
inline constexpr std::size_t kMostPlanBytes = std::size_t{1} << 22;
// Of what is read.
inline constexpr int kMostPlanParts = 8;
inline constexpr int kMostPlanStatements = 32;
inline constexpr std::size_t kMostPlanChoices = 16;
inline constexpr Tick kPlanRuler = kSuiteTicksPerQuarter / 8;  // of beginnings and endings

// Of a form in which chords and bars are planned: its parts are whole bars of one metre long, its
// chords begin on beats and one with every part, and parts end on the chord that stands there (see
// ending_on()). read_plan() makes an equal form of it.
std::string plan_text(const MovementForm& form);

// Errors (kInvalidData, of `plan`): "line 12: bar 3 has 4 beats, and 3 are written …".
Result<MovementForm> read_plan(std::string_view text);

}  // namespace bach
