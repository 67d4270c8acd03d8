// How many bars a movement has as it is written.
#pragma once

namespace bach {

inline constexpr int kFewestBars = 2;  // of a part

// Written bars that are asked for.
struct BarCount {
  // All parts; two parts get halves.
  BarCount(int all_parts) : total(all_parts) {}  // NOLINT(google-explicit-constructor)
  // Of two parts; music in one part gets the sum.
  BarCount(int first_part, int second_part) : total(first_part + second_part), first(first_part) {}

  int total;
  int first = 0;  // of the first of two parts; 0: the half

  bool operator==(const BarCount&) const = default;
};

// The first of two halves of `bars`: as near to the middle as multiples of four bars come, of two
// where `bars` is no multiple of four; the second is the longer one. At least kFewestBars.
int first_half(int bars);

}  // namespace bach
