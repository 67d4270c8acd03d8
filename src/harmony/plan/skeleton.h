// Paths of local keys, borrowed from sections that were heard.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/draws.h"
#include "harmony/plan/beat_context.h"
#include "harmony/plan/book.h"
#include "harmony/plan/wishes.h"

namespace bach {

// A stretch in one key.
struct KeyRegion {
  std::uint8_t key = 0;  // as in PlanLabel
  int begin = 0;         // in beats
  int strength = 0;      // of its first beat

  bool operator==(const KeyRegion&) const = default;
};

struct KeySkeleton {
  PieceKind kind = PieceKind::kUnknown;
  PartRole role = PartRole::kWhole;
  Mode mode = Mode::kMajor;
  int beats = 0;
  int metre = 1;  // BeatContext::metre, of most beats
  int pace = 0;   // of its chords, 0 … kPaces − 1
  // Shorter ones than kShortRegion beats belong to the one before, but for the last.
  std::vector<KeyRegion> regions;
  PlanLabel last;  // the chord it ends on
  int rest = 0;    // beats of that
};

// What a skeleton is wanted for.
struct SkeletonWish {
  PieceKind kind = PieceKind::kUnknown;
  PartRole role = PartRole::kWhole;
  Mode mode = Mode::kMajor;
  Modulation modulation = Modulation::kUsual;
  // The chord to end on, its root counted from home.
  std::optional<Chord> last = {};
  // Keys that must stand somewhere, one a beat or none.
  std::span<const std::optional<std::uint8_t>> fixed = {};
};

// BeatContext::metre of most beats.
int most_metre(std::span<const BeatContext> beats);

std::vector<KeySkeleton> key_skeletons(const PlanBook& book);

// One of the same mode and role (else the same mode; null if there is none of that), more probably
// one that ends on the wished chord, is of like length, kind and metre, and agrees with the fixed
// keys; with fewer or more regions as wished.
const KeySkeleton* drawn_skeleton(const std::vector<KeySkeleton>& all, const SkeletonWish& wish,
                                  std::span<const BeatContext> beats, Draws& draws);

// Its keys over other beats, one a beat: each region begins at the nearest beat of like strength to
// where it began, in proportion.
std::vector<std::uint8_t> stretched(const KeySkeleton& skeleton,
                                    std::span<const BeatContext> beats);

}  // namespace bach
