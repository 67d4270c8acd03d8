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

void draw_pitch_rows(Canvas& canvas, const PitchRows& rows, const Theme& theme) {
  for (int pitch = rows.lowest; pitch <= rows.highest; ++pitch) {
    if (is_black_key(pitch)) {
      canvas.fill({rows.area.x, rows.top(pitch), rows.area.width, rows.height()}, theme.panel);
    }
  }
  for (int pitch = rows.lowest; pitch <= rows.highest; ++pitch) {
    if (pitch % 12 != 0) continue;
    const double y = rows.top(pitch) + rows.height();
    canvas.line({rows.area.x, y}, {rows.area.right(), y}, {theme.grid, 0.75, {}});
    canvas.text({rows.area.x - 6, rows.middle(pitch) + 3.3}, pitch_name(pitch),
                label_style(theme, Anchor::kEnd));
  }
}

}  // namespace bach
