// Axes: from values to places, ticks at round numbers, numbers as text.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace bach {

struct AxisTick {
  double at = 0;      // a value
  std::string label;  // may be empty

  bool operator==(const AxisTick&) const = default;
};

// Values on a line: `low` at `from`, `high` at `to`. A range without extent puts all at `from`.
struct Scale {
  double low = 0;
  double high = 1;
  double from = 0;
  double to = 1;

  double operator()(double value) const {
    return high == low ? from : from + (value - low) / (high - low) * (to - from);
  }
};

// The least of 1, 2, 5 times a power of ten that divides `extent` into at most `most` parts; at
// least `least`. Requires extent > 0, most >= 1.
double round_step(double extent, int most, double least = 0);
// Ticks at the multiples of round_step(high − low, most, least) within [low, high]. Requires
// low < high.
std::vector<AxisTick> round_ticks(double low, double high, int most, double least = 0);

// "1.50", "−3.0": a true minus sign.
std::string number_text(double value, int decimals);
// "24,501".
std::string count_text(std::uint64_t count);

}  // namespace bach
