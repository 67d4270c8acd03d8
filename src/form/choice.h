// Which of a bar's ties to earlier bars is meant.
#pragma once

#include <span>
#include <vector>

#include "form/relation.h"

namespace bach {

// Of `ties` of bar `bar` the one that explains it best: a stronger relation before a weaker one and
// an exact one before a rough one; of like ones the source that follows the bar before's source,
// then near bars at distances of 1, 2, 4 and 8, the same place in another part, the opening.
// But where a part opens with the figure, or more, of another's opening, that is what is meant.
// `before` is what was chosen for the bar before. No ties: new.
BarTie choose_tie(const ScoreBars& music, int bar, std::span<const BarTie> ties,
                  const BarTie& before);

// The chosen tie of every bar.
std::vector<BarTie> choose_ties(const ScoreBars& music);

}  // namespace bach
