#include "plot/harmony_strip.h"

#include <algorithm>
#include <cstdlib>

namespace bach {
namespace {

constexpr double kChordRow = 13;
constexpr double kLargeNumeral = 7.5;  // sizes of fonts
constexpr double kSmallNumeral = 5.5;
constexpr double kKeyNameSize = 7;
constexpr double kMostSharper = 4;  // steps that take all of the colour

// What of [begin, end) is seen, as x from and to.
struct SeenExtent {
  double left = 0;
  double right = 0;
};

template <typename Block>
bool seen(const Block& block, const Scale& x) {
  return block.begin < x.high && block.end > x.low;
}

template <typename Block>
SeenExtent extent_on(const Block& block, const Scale& x) {
  return {x(std::max(block.begin, x.low)), x(std::min(block.end, x.high))};
}

void draw_numeral(Canvas& canvas, const Theme& theme, const ChordBlock& chord,
                  const SeenExtent& extent, double baseline) {
  for (const double size : {kLargeNumeral, kSmallNumeral}) {
    const TextStyle style{theme.ink, size, chord.role == ChordRole::kTonic, Anchor::kStart};
    if (canvas.text_width(chord.numeral, style) > extent.right - extent.left - 1.5) continue;
    canvas.text({extent.left + 1.5, baseline}, chord.numeral, style);
    return;
  }
}

}  // namespace

Colour role_colour(ChordRole role, const Theme& theme) {
  switch (role) {
    case ChordRole::kTonic:
      return theme.of_series(2);
    case ChordRole::kSubdominant:
      return theme.of_series(5);
    case ChordRole::kDominant:
      return theme.of_series(4);
    case ChordRole::kApplied:
      return theme.of_series(3);
    case ChordRole::kOther:
      break;
  }
  return theme.muted;
}

Colour key_colour(int sharper, const Theme& theme) {
  const double share = std::min(1.0, std::abs(sharper) / kMostSharper);
  const Colour side = theme.of_series(sharper > 0 ? 1 : 0);
  return sharper == 0 ? theme.muted : mix(theme.muted, side, 0.5 + 0.5 * share);
}

void shade_keys(Canvas& canvas, const Theme& theme, const HarmonyStrip& strip, const Rect& area,
                const Scale& x) {
  for (const KeyBlock& key : strip.keys) {
    if (!seen(key, x) || key.sharper == 0) continue;
    const SeenExtent extent = extent_on(key, x);
    const double alpha = 0.06 + 0.03 * std::min(kMostSharper, std::abs(1.0 * key.sharper));
    canvas.fill({extent.left, area.y, extent.right - extent.left, area.height},
                with_alpha(key_colour(key.sharper, theme), alpha));
  }
}

void draw_harmony_strip(Canvas& canvas, const Theme& theme, const HarmonyStrip& strip, double top,
                        const Scale& x) {
  for (const ChordBlock& chord : strip.chords) {
    if (!seen(chord, x)) continue;
    const SeenExtent extent = extent_on(chord, x);
    const double strength = 0.15 + 0.45 * chord.certainty;
    canvas.fill({extent.left, top, extent.right - extent.left - 0.75, kChordRow},
                mix(theme.paper, role_colour(chord.role, theme), strength));
    draw_numeral(canvas, theme, chord, extent, top + kChordRow - 4);
  }
  const double keys = top + kChordRow + 1;
  for (const KeyBlock& key : strip.keys) {
    if (!seen(key, x)) continue;
    const SeenExtent extent = extent_on(key, x);
    canvas.fill({extent.left, keys, extent.right - extent.left - 0.75, 2},
                key_colour(key.sharper, theme));
    const TextStyle style{theme.ink, kKeyNameSize, false, Anchor::kStart};
    const std::string name = key.name + (key.certainty < 0.5 ? "?" : "");
    if (canvas.text_width(name, style) > extent.right - extent.left) continue;
    canvas.text({extent.left, keys + 3 + kKeyNameSize}, name, style);
  }
  for (const CadenceMark& cadence : strip.cadences) {
    if (cadence.at < x.low || cadence.at >= x.high) continue;
    const double at = x(cadence.at);
    const TextStyle style{theme.muted, 6, false, Anchor::kStart};
    canvas.line({at, top - 1}, {at, top + kChordRow + 1}, {theme.ink, 1.2, {}});
    const bool fits = at + canvas.text_width(cadence.name, style) < x.to;
    canvas.text({at, keys + 3 + kKeyNameSize + 8}, cadence.name,
                {theme.muted, 6, false, fits ? Anchor::kStart : Anchor::kEnd});
  }
}

void draw_role_legend(Canvas& canvas, const Theme& theme, Point at) {
  for (std::size_t role = 0; role < kChordRoleNames.size(); ++role) {
    const TextStyle style{theme.muted, 8, false, Anchor::kStart};
    canvas.fill({at.x, at.y, 9, 9},
                mix(theme.paper, role_colour(static_cast<ChordRole>(role), theme), 0.6));
    canvas.text({at.x + 13, at.y + 8}, kChordRoleNames[role], style);
    at.x += 13 + canvas.text_width(kChordRoleNames[role], style) + 14;
  }
}

}  // namespace bach
