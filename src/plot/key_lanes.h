// The keys of a whole piece against its home: lanes along the circle of fifths, sharper ones above.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "plot/harmony_strip.h"
#include "plot/text_view.h"

namespace bach {

struct KeyLanes {
  double begin = 0;  // quarters, as in HarmonyStrip
  double end = 0;
  std::vector<AxisTick> bars;      // where bars with a number begin
  int lowest = -1;                 // lanes lowest … lowest + names.size() − 1; home is 0
  std::vector<std::string> names;  // of lanes, from the lowest: "C · a"
  HarmonyStrip heard;

  bool empty() const { return names.empty(); }
};

double key_lanes_height(const KeyLanes& lanes);
// Within `area`, names left of it within the picture's margin and room of its labels.
void draw_key_lanes(Canvas& canvas, const Theme& theme, const KeyLanes& lanes, const Rect& area);
// The same in characters, `columns` wide.
std::string key_lanes_text(const KeyLanes& lanes, const TextView& view);

}  // namespace bach
