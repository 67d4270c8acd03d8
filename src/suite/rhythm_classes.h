// Rhythm as the suite model hears it: how long a note sounds and how long until the next one
// begins.
#pragma once

#include <array>
#include <optional>

#include "base/export.h"
#include "score/score.h"

namespace bach {

// Ticks a quarter of all suite tokens.
inline constexpr int kSuiteTicksPerQuarter = 480;

struct RhythmClass {
  Tick gap = 0;       // to the next onset of any voice; 0: the next note belongs to the same chord
  Tick duration = 0;  // > 0; longer than the gap where voices overlap, shorter before a rest

  auto operator<=>(const RhythmClass&) const = default;
};

// Classes are indices into this list, which is part of the model format: sorted, never changed
// without changing the fingerprint. It holds every pair found in Bach's 36 movements (62) and 20
// more that other music is made of.
inline constexpr std::array<RhythmClass, 82> kRhythms = {{
    // Notes of a chord but its highest.
    {0, 60},
    {0, 80},
    {0, 120},
    {0, 160},
    {0, 180},
    {0, 240},
    {0, 300},
    {0, 320},
    {0, 360},
    {0, 480},
    {0, 600},
    {0, 640},
    {0, 720},
    {0, 840},
    {0, 960},
    {0, 1200},
    {0, 1440},
    {0, 1920},
    // The next note begins after …
    {15, 15},
    {20, 20},
    {20, 480},
    {30, 30},
    {40, 40},
    {60, 60},
    {60, 120},
    {60, 240},
    {80, 80},
    {90, 90},
    {120, 60},
    {120, 120},
    {120, 180},
    {120, 240},
    {120, 480},
    {120, 600},
    {120, 720},
    {140, 160},
    {160, 80},
    {160, 160},
    {180, 120},
    {180, 160},
    {180, 180},
    {240, 120},
    {240, 240},
    {240, 480},
    {240, 720},
    {300, 240},
    {300, 300},
    {320, 160},
    {320, 320},
    {360, 240},
    {360, 360},
    {360, 480},
    {420, 420},
    {480, 240},
    {480, 360},
    {480, 480},
    {480, 720},
    {480, 840},
    {480, 960},
    {480, 1440},
    {540, 540},
    {600, 480},
    {600, 600},
    {640, 640},
    {660, 660},
    {720, 240},
    {720, 720},
    {780, 780},
    {840, 720},
    {840, 840},
    {900, 900},
    {960, 480},
    {960, 960},
    {1080, 1080},
    {1200, 480},
    {1200, 960},
    {1200, 1200},
    {1320, 1320},
    {1440, 480},
    {1440, 1440},
    {1680, 1680},
    {1920, 1920},
}};
inline constexpr int kRhythmClasses = static_cast<int>(kRhythms.size());
inline constexpr Tick kLongestGap = kRhythms.back().gap;

inline constexpr const RhythmClass& rhythm(int index) {  // 0 … kRhythmClasses − 1
  return kRhythms[static_cast<std::size_t>(index)];
}

// The class of exactly this gap and duration.
BACH_API std::optional<int> rhythm_class(Tick gap, Tick duration);

// The class of exactly this gap whose duration is nearest (the shorter of two); none when no class
// has that gap.
BACH_API std::optional<int> nearest_duration(Tick gap, Tick duration);

// The longest gap of a class that is not above `gap`; 0 when only 0 is.
BACH_API Tick longest_gap_within(Tick gap);

}  // namespace bach
