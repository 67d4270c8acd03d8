// From measures as long as what is in them to bars that are counted.
#pragma once

#include <span>
#include <vector>

#include "notation/form/road_signs.h"
#include "score/score.h"

namespace bach::notation {

struct BarLines {
  Tick upbeat_rest = 0;  // silence before the first measure: where it begins
  std::vector<Metre> metres;
};

// Metres such that bars counted from tick 0 and from each of them (score/bars.h) begin with the
// measures, by the rules of musicxml/reader.h. `signs`, in order of time, tell where endings begin: a
// later ending of a repeat stands in its bar where the first one does. Measures and signs count from
// the first measure, the result from the beginning of its bar.
BarLines bar_lines_of(std::span<const WrittenMeasure> measures, std::span<const RoadSign> signs,
                      int ticks_per_quarter);

}  // namespace bach::notation
