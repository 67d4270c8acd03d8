// How probable it is that a chord changes, and to which, as tables of all there is to know.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "harmony/functions.h"
#include "harmony/plan/beat_context.h"
#include "harmony/plan/book.h"
#include "harmony/plan/context_counts.h"

namespace bach {

// Functions here are counted within the mode of their key: 0 … function_count(mode) − 1.
// A chord that has no function in a key:
inline constexpr int kNoFunction = kMostFunctions;
inline constexpr int kChordsBefore = kMostFunctions + 1;  // with that
// Beats a chord has lasted are counted so far; it may be older.
inline constexpr int kChordAges = 4;
// How often the chords of a section change; 0: seldom.
inline constexpr int kPaces = 6;

int pace_of(double changes_per_beat);

// The function of a label within its mode, and what it is in another key (kNoFunction: nothing).
int function_of(const PlanLabel& label);
int function_of(const PlanLabel& label, int key);

class ChordTables {
 public:
  explicit ChordTables(const PlanBook& book);

  // That the chord is another one on `beat`, in the same key, after `age` ≥ 1 beats of `function`.
  double change(int mode, int pace, const BeatContext& beat, int age, int function) const;
  // What begins a section in `key` (kKeys, counted from home): out.size() == kMostFunctions.
  void first(Mode home, PartRole role, int key, const BeatContext& beat,
             std::span<double> out) const;
  // The next chord in the same key: [next][before], with the one before `function` as fast index (0
  // … kNoFunction). Sums to 1 over `next`; `function` itself is 0.
  const float* moves(int mode, const BeatContext& beat, int function) const;
  // The first chord in a new key of this mode, where `function` is what the last one is in it:
  // [next].
  const float* entries(int mode, const BeatContext& beat, int function) const;

 private:
  ContextCounts changes_;
  ContextCounts firsts_;
  std::vector<float> moves_;    // [mode][cell][function][next][before]
  std::vector<float> entries_;  // [mode][cell][function][next]
};

}  // namespace bach
