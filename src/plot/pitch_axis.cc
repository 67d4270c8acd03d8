#include "plot/pitch_axis.h"

#include <algorithm>
#include <array>

#include "plot/frame.h"

namespace bach {

bool is_black_key(int pitch) {
  constexpr std::array<bool, 12> kBlack = {false, true,  false, true,  false, false,
                                           true,  false, true,  false, true,  false};
  return kBlack[static_cast<std::size_t>(pitch % 12)];
}

std::string pitch_name(int pitch) {
  constexpr std::array<const char*, 12> kNames = {"C",  "C♯", "D",  "E♭", "E",  "F",
                                                  "F♯", "G",  "A♭", "A",  "B♭", "B"};
  return kNames[static_cast<std::size_t>(pitch % 12)] + std::to_string(pitch / 12 - 1);
}

PitchRange range_around(std::span<const int> pitches) {
  PitchRange range{60, 60};
  if (!pitches.empty()) {
    const auto [low, high] = std::minmax_element(pitches.begin(), pitches.end());
    range = {*low, *high};
  }
  const int missing = std::max(0, 12 - (range.count() + 2));
  const int lowest = std::clamp(range.lowest - 1 - missing / 2, 0, 116);
  return {lowest, std::clamp(range.highest + 1 + (missing + 1) / 2, lowest + 11, 127)};
}

void draw_pitch_rows(Canvas& canvas, const PitchRows& rows, const Theme& theme) {
  const bool letters = rows.height() >= 7;
  for (int pitch = rows.range.lowest; pitch <= rows.range.highest; ++pitch) {
    if (is_black_key(pitch)) {
      canvas.fill({rows.area.x, rows.top(pitch), rows.area.width, rows.height()}, theme.panel);
    }
  }
  for (int pitch = rows.range.lowest; pitch <= rows.range.highest; ++pitch) {
    if (pitch % 12 != 0) {
      if (letters && !is_black_key(pitch)) {
        canvas.text({rows.area.x - 6, rows.middle(pitch) + 2.3}, pitch_name(pitch).substr(0, 1),
                    {mix(theme.muted, theme.paper, 0.25), 6.5, false, Anchor::kEnd});
      }
      continue;
    }
    const double y = rows.top(pitch) + rows.height();
    canvas.line({rows.area.x, y}, {rows.area.right(), y}, {theme.grid, 0.75, {}});
    canvas.text({rows.area.x - 6, rows.middle(pitch) + 3.3}, pitch_name(pitch),
                label_style(theme, Anchor::kEnd));
  }
}

}  // namespace bach
