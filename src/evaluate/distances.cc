#include "evaluate/distances.h"

#include <algorithm>
#include <cmath>

#include "base/math.h"

namespace bach {
namespace {

double total_of(const ValueCounts& histogram) {
  double total = 0;
  for (const auto& [value, count] : histogram) total += static_cast<double>(count);
  return total;
}

double share_of(const ValueCounts& histogram, std::int64_t value, double total) {
  const auto found = histogram.find(value);
  return found == histogram.end() ? 0 : static_cast<double>(found->second) / total;
}

// p log2 (p / m), 0 for p = 0.
double term(double p, double m) {
  constexpr double kNatsOfABit = 0.693147180559945309;
  return p > 0 ? p * portable_log(p / m) / kNatsOfABit : 0;
}

}  // namespace

double js_distance(const ValueCounts& a, const ValueCounts& b) {
  const double total_a = total_of(a);
  const double total_b = total_of(b);
  if (total_a == 0 || total_b == 0) return total_a == total_b ? 0 : 1;
  ValueCounts values = a;
  values.insert(b.begin(), b.end());
  double divergence = 0;
  for (const auto& [value, count] : values) {
    const double p = share_of(a, value, total_a);
    const double q = share_of(b, value, total_b);
    const double m = (p + q) / 2;
    divergence += (term(p, m) + term(q, m)) / 2;
  }
  return std::sqrt(std::clamp(divergence, 0.0, 1.0));
}

}  // namespace bach
