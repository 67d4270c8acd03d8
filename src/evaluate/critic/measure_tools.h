// What the functions of several groups of measures share.
#pragma once

#include <cstddef>
#include <map>
#include <utility>
#include <vector>

#include "base/math.h"
#include "evaluate/critic/measures.h"
#include "score/bars.h"

namespace bach {

// 100 · count / all; no value where there is nothing to count in.
inline Measured percent(double count, double all) {
  if (all <= 0) return {};
  return {100 * count / all, {}};
}

// Events per 100 notes, with their bars.
inline Measured per_hundred_notes(const CriticDance& dance, std::vector<int> bars) {
  Measured measured =
      percent(static_cast<double>(bars.size()), static_cast<double>(dance.notes.size()));
  measured.bars = std::move(bars);
  return measured;
}

// Semitones between the top notes of neighbouring moments; one fewer than moments.
inline std::vector<int> melodic_intervals(const CriticDance& dance) {
  std::vector<int> intervals;
  for (std::size_t m = 1; m < dance.moments.size(); ++m) {
    intervals.push_back(dance.top(dance.moments[m]).pitch - dance.top(dance.moments[m - 1]).pitch);
  }
  return intervals;
}

// Shannon's entropy in bits of how often things were counted.
template <typename Key>
double entropy_bits(const std::map<Key, int>& counts) {
  double all = 0;
  for (const auto& [key, count] : counts) all += count;
  double nats = 0;
  for (const auto& [key, count] : counts) nats -= count / all * portable_log(count / all);
  return nats / 0.69314718055994530942;
}

// The bar line, or the middle of a bar of an even number of beats.
inline bool is_strong(Tick offset, Tick bar, Tick beat) {
  return offset == 0 || (bar / beat % 2 == 0 && offset * 2 == bar);
}
inline bool is_strong(const BarPosition& place, int ticks_per_quarter) {
  return is_strong(place.offset, bar_ticks(place.metre, ticks_per_quarter),
                   beat_ticks(place.metre, ticks_per_quarter));
}

}  // namespace bach
