// Which notes of a piece are literal repetition.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace bach {

inline constexpr int kRepeatedRun = 16;

// For each entry of `sequence` whether it lies inside a run of `length` or more entries that
// occurred earlier in the sequence (begun at least one entry before; the two may overlap): 1 or 0.
// length > 0.
std::vector<std::uint8_t> repeated_entries(std::span<const int> sequence,
                                           int length = kRepeatedRun);

// Of all runs of `length` entries the share that occurred earlier in the sequence; 0 when there are
// none. length > 0.
double recurring_share(std::span<const int> sequence, int length);

}  // namespace bach
