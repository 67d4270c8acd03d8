// Keys and chords along a piece: shades behind a piano roll, a strip of blocks below it.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "plot/axis.h"
#include "plot/canvas.h"
#include "plot/theme.h"

namespace bach {

// What a chord does in its key; each has a colour.
enum class ChordRole { kTonic, kSubdominant, kDominant, kApplied, kOther };
inline constexpr std::array<const char*, 5> kChordRoleNames = {"tonic", "subdominant", "dominant",
                                                               "applied", "other"};

// Times are in quarter notes from the beginning of the piece, certainties 0 … 1: the paler, the less
// certain.

struct ChordBlock {
  double begin = 0;
  double end = 0;       // > begin
  std::string numeral;  // "V65/V"
  ChordRole role = ChordRole::kOther;
  double certainty = 1;
};

struct KeyBlock {
  double begin = 0;
  double end = 0;
  std::string name;  // "D major"
  int sharper = 0;   // than home: steps along the circle of fifths of signatures, flatter below 0
  double certainty = 1;
};

struct CadenceMark {
  double at = 0;
  std::string name;  // "perfect authentic cadence"
  bool perfect = false;
  bool closes = true;  // on a tonic
};

struct HarmonyStrip {
  std::vector<KeyBlock> keys;      // by begin
  std::vector<ChordBlock> chords;  // by begin
  std::vector<CadenceMark> cadences;

  bool empty() const { return chords.empty(); }
};

inline constexpr double kHarmonyStripHeight = 36;   // points, below a line
inline constexpr double kHarmonyLegendHeight = 16;  // of the colours of roles

Colour role_colour(ChordRole role, const Theme& theme);
// Warm for sharper keys than home, cool for flatter ones, grey for home.
Colour key_colour(int sharper, const Theme& theme);

// The keys of [x.low, x.high] behind `area`.
void shade_keys(Canvas& canvas, const Theme& theme, const HarmonyStrip& strip, const Rect& area,
                const Scale& x);
// Chords with their numerals where there is room, keys by name and cadences in [x.low, x.high], from
// `top` on.
void draw_harmony_strip(Canvas& canvas, const Theme& theme, const HarmonyStrip& strip, double top,
                        const Scale& x);
void draw_role_legend(Canvas& canvas, const Theme& theme, Point at);

}  // namespace bach
