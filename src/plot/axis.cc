#include "plot/axis.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace bach {

double round_step(double extent, int most, double least) {
  const double needed = std::max(extent / most, least);
  // A hair's breadth for what division rounds.
  const double wanted = needed * (1 - 1e-9);
  const double power = std::pow(10.0, std::floor(std::log10(wanted)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (factor * power >= wanted) return factor * power;
  }
  return 10 * power;
}

std::vector<AxisTick> round_ticks(double low, double high, int most, double least) {
  const double step = round_step(high - low, most, least);
  const int decimals = std::clamp(static_cast<int>(-std::floor(std::log10(step) + 1e-9)), 0, 12);
  std::vector<AxisTick> ticks;
  const double slack = step * 1e-6;
  for (double i = std::ceil((low - slack) / step); i * step <= high + slack; ++i) {
    ticks.push_back({i * step, number_text(i * step, decimals)});
  }
  return ticks;
}

std::string number_text(double value, int decimals) {
  char text[400];  // the longest double has 309 digits before the point
  std::snprintf(text, sizeof text, "%.*f", decimals, std::abs(value));
  const bool zero = std::string(text).find_first_not_of("0.") == std::string::npos;
  return (value < 0 && !zero ? "\u2212" : "") + std::string(text);
}

std::string count_text(std::uint64_t count) {
  std::string text = std::to_string(count);
  for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > 0; at -= 3) {
    text.insert(static_cast<std::size_t>(at), ",");
  }
  return text;
}

}  // namespace bach
