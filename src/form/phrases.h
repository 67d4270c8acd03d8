// From cadence to cadence.
#pragma once

#include <span>
#include <vector>

#include "form/form_analysis.h"

namespace bach {

// Phrases that tile `parts`, which do not overlap. A phrase ends with the last chord of its cadence,
// but at the latest with the bar in which that begins, or as long before the bar line as the part's
// upbeat begins. None is shorter than two bars: of cadences that follow each other faster the last one
// counts, and what is left before the end of a part belongs to its last phrase. `bars` are those of
// the parts.
std::vector<Phrase> phrases_of(std::span<const FormPart> parts, std::span<const FormBar> bars,
                               const HarmonyAnalysis& harmony);

}  // namespace bach
