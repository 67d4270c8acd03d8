// How far two distributions are apart.
#pragma once

#include <cstdint>
#include <map>

namespace bach {

// How often each value occurred.
using ValueCounts = std::map<std::int64_t, std::int64_t>;

// The square root of the Jensen–Shannon divergence, base 2, of two histograms taken as
// distributions: a metric, 0 for equal ones and 1 for such as have nothing in common (Endres &
// Schindelin, "A new metric for probability distributions", 2003). 0 when both are empty, 1 when
// one is.
double js_distance(const ValueCounts& a, const ValueCounts& b);

}  // namespace bach
