// What drawn plans are corrected by, so that relations come as often as in the pieces learned from.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "form/motive/learned.h"

namespace bach {

// Logarithms of factors, in sixteenths.
struct MotiveRates {
  // By sort of kind (none, preludes, dances), place, whether the part answers another, and token.
  static constexpr int kCells = 3 * kBarPlaceClasses * 2;
  std::array<std::int8_t, static_cast<std::size_t>(kCells* kBarTokens)> tokens{};
  // By kind_group() and relation.
  std::array<std::int8_t, static_cast<std::size_t>(kKindGroups* kBarRelations)> relations{};

  bool operator==(const MotiveRates&) const = default;
};

// A bar's cell of `tokens`.
inline int rate_cell(const BarPlaces& places, int bar) {
  const PieceKind kind = places.outline().kind;
  const int sort = kind == PieceKind::kUnknown ? 0 : kind == PieceKind::kPrelude ? 1 : 2;
  return (sort * kBarPlaceClasses + static_cast<int>(places.place_class(bar))) * 2 +
         (places.answers(bar) ? 1 : 0);
}

// The factors of a bar's tokens.
std::array<double, kBarTokens> rate_factors(const MotiveRates& rates, const BarPlaces& places,
                                            int bar);

}  // namespace bach
