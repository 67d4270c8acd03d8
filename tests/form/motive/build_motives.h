// Small frames and plans for tests of motives.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/draws.h"
#include "form/motive/book.h"
#include "form/motive/frame.h"
#include "form/motive/plan.h"
#include "harmony/functions.h"
#include "harmony/plan/plan.h"
#include "score/bars.h"

namespace bach::tests {

constexpr Tick kQuarters = 480;
constexpr Tick kFourFour = 4 * kQuarters;

inline Draws test_draws(std::uint64_t seed) { return {seed, Purpose::kMotive, 0}; }

// Parts of so many bars in 4/4, the last one played twice; upbeats of a quarter, for which each
// part's last bar is a quarter short.
inline MotiveFrame frame_of(const std::vector<int>& part_bars, bool upbeats = false,
                            PieceKind kind = PieceKind::kCourante) {
  const Tick upbeat = upbeats ? kQuarters : 0;
  std::vector<FramePart> parts;
  Tick begin = upbeats ? kFourFour - upbeat : 0;
  for (const int bars : part_bars) {
    const Tick end = begin + bars * kFourFour;
    parts.push_back({begin, begin, end, PartRole::kFirst, 0});
    begin = end;
  }
  parts.back().role = part_bars.size() > 1 ? PartRole::kLast : PartRole::kWhole;
  const Metre metres[] = {{0, 4, 4}};
  return motive_frame(kind, std::move(parts), BarGrid(metres, 480));
}

inline MotivePlan new_plan(const MotiveFrame& frame) {
  MotivePlan plan;
  for (const FrameBar& bar : frame.bars) plan.push_back({bar.begin, bar.line, {MotiveChoice{}}});
  return plan;
}

inline void set_source(MotivePlan& plan, std::size_t bar, BarRelation relation, std::size_t source,
                       int shift = 0) {
  plan[bar].choices.front().relation = relation;
  plan[bar].choices.front().source = plan[source].line;
  plan[bar].choices.front().shift = shift;
}

// A chord for each half bar, of functions of keys near C major.
inline HarmonyPlan random_harmony(const MotiveFrame& frame, Draws& draws) {
  constexpr std::uint8_t kKeysNear[] = {0, 7, 12 + 9};
  HarmonyPlan plan;
  std::uint8_t key = 0;
  for (const FrameBar& bar : frame.bars) {
    for (Tick at = bar.line; at < bar.end; at += kFourFour / 2) {
      if (at + kFourFour / 2 <= bar.begin) continue;
      if (draws.below(8) == 0) key = kKeysNear[draws.below(3)];
      const int mode = key / kTonics;
      const HarmonicFunction& function =
          kFunctionTable[static_cast<std::size_t>(first_function(mode)) + draws.below(8)];
      const Chord chord{static_cast<std::uint8_t>((function.offset + key) % kTonics),
                        function.quality};
      plan.push_back({std::max(at, bar.begin), chord, key});
    }
  }
  return plan;
}

// Any relations to any earlier bars that go.
inline MotivePlan random_plan(const MotiveFrame& frame, Draws& draws) {
  MotivePlan plan = new_plan(frame);
  for (std::size_t bar = 1; bar < plan.size(); ++bar) {
    const std::size_t source = draws.below(static_cast<std::uint32_t>(bar));
    const auto relation = static_cast<BarRelation>(draws.below(5));
    if (relation == BarRelation::kNew) continue;
    const int shift = relation == BarRelation::kSequence ? 1 + static_cast<int>(draws.below(4)) : 0;
    set_source(plan, bar, relation, source, draws.below(2) == 0 ? shift : -shift);
  }
  return plan;
}

inline MotiveFrame random_frame(Draws& draws) {
  std::vector<int> parts;
  const std::uint32_t count = 1 + draws.below(3);
  for (std::uint32_t k = 0; k < count; ++k) parts.push_back(1 + static_cast<int>(draws.below(24)));
  return frame_of(parts, draws.below(2) == 0,
                  static_cast<PieceKind>(draws.below(static_cast<std::uint32_t>(kPieceKinds))));
}

// Halves for all bars that can have them, most of them free.
inline void add_halves(MotivePlan& plan, Draws& draws) {
  for (PlannedBar& bar : plan) {
    if (bar.choices.front().relation > BarRelation::kRhythm) continue;
    const std::uint32_t drawn = draws.below(6);
    if (drawn < 3) bar.halves = static_cast<BarHalves>(drawn);
  }
}

inline MotiveBook random_book(int pieces, std::uint64_t seed, bool halves = false) {
  MotiveBook book;
  Draws draws = test_draws(seed);
  for (int k = 0; k < pieces; ++k) {
    const MotiveFrame frame = random_frame(draws);
    MotivePlan plan = random_plan(frame, draws);
    if (halves) add_halves(plan, draws);
    book.add(frame, plan, random_harmony(frame, draws));
  }
  return book;
}

// How many of 20,000 damaged copies of a book's bytes are read; 0 if one of them is not what would be
// written of it.
inline int damaged_books_read(const std::vector<std::uint8_t>& bytes, std::uint64_t seed) {
  Draws draws = test_draws(seed);
  int read = 0;
  for (int trial = 0; trial < 20000; ++trial) {
    std::vector<std::uint8_t> damaged = bytes;
    for (std::uint32_t k = draws.below(3) + 1; k > 0; --k) {
      damaged[draws.below(static_cast<std::uint32_t>(damaged.size()))] =
          static_cast<std::uint8_t>(draws.below(256));
    }
    const Result<MotiveBook> book = MotiveBook::decode(damaged);
    if (!book) continue;
    if (book->encode() != damaged) return 0;
    ++read;
  }
  return read;
}

}  // namespace bach::tests
