// How far two sets of numbers are apart, and what chance would give.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace bach {

// The value below which a share of `sorted` (ascending, not empty) lies, linear between neighbours:
// type 7 of Hyndman & Fan, "Sample quantiles in statistical packages" (1996). 0 ≤ share ≤ 1.
double quantile_of(std::span<const double> sorted, double share);

// A number for a piece and the side and suite it is of.
struct SidedValue {
  double value = 0;
  bool judged = false;  // else of the set
  int suite = 0;        // of its side, from 0
};

// The probability that a judged value is above one of the set's, ties counted half: the area under
// the ROC curve, from mid-ranks (Hanley & McNeil 1982). None where a side is empty.
std::optional<double> auc_of(std::span<const SidedValue> values);

struct Interval {
  double low = 0;
  double high = 0;

  bool operator==(const Interval&) const = default;
};

// The middle 95 % of auc_of() over draws of suites with replacement, each side's among themselves;
// 2,000 draws from a fixed seed. None where a side has fewer than two suites.
std::optional<Interval> auc_interval(std::span<const SidedValue> values);

// Measures of pieces: values[m][p], none where the measure does not apply. Sides and suites as in
// SidedValue.
struct MeasureTable {
  std::vector<std::vector<std::optional<double>>> values;
  std::vector<char> judged;  // of each piece, 0 or 1
  std::vector<int> suite;    // of each piece, within its side
};

// Of one measure, 2·|AUC − ½|: 0 no difference, 1 no overlap. None where a side has no value.
std::optional<double> separation_of(const MeasureTable& table, std::size_t measure);

struct MeanSeparation {
  double mean = 0;         // over the measures that both sides have
  double chance = 0;       // its mean where suites are dealt to the sides at random …
  double chance_high = 0;  // … and what 95 % of such deals stay below

  bool operator==(const MeanSeparation&) const = default;
};

// 500 deals from a fixed seed. Suites stay whole, and each side keeps its number of suites.
MeanSeparation mean_separation(const MeasureTable& table);

}  // namespace bach
