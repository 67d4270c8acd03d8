// What drawn plans are corrected by, so that relations come as often as in the pieces learned from.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "form/motive/learned.h"

namespace bach {

// Logarithms of factors, in sixteenths.
struct MotiveRates {
  // By sort of kind (none, preludes, dances), place, what the part answers, and token.
  static constexpr std::size_t kTokenRates = 3 * kBarPlaceClasses * kAnswerings * kBarTokens;
  std::array<std::int8_t, kTokenRates> tokens{};
  // By kind_group() and relation.
  static constexpr std::size_t kRelationRates = kKindGroups * kBarRelations;
  std::array<std::int8_t, kRelationRates> relations{};
  // Of sources by which the last quarter of a dance recalls its first.
  std::int8_t recall = 0;

  bool operator==(const MotiveRates&) const = default;
};

// A bar's cell of `tokens`.
inline int rate_cell(const BarPlaces& places, int bar) {
  const PieceKind kind = places.outline().kind;
  const int sort = kind == PieceKind::kUnknown ? 0 : kind == PieceKind::kPrelude ? 1 : 2;
  return (sort * kBarPlaceClasses + static_cast<int>(places.place_class(bar))) * kAnswerings +
         static_cast<int>(places.answering(bar));
}

// Of sixteenths.
double rate_factor(int sixteenths);

// The factors of a bar's tokens.
std::array<double, kBarTokens> rate_factors(const MotiveRates& rates, const BarPlaces& places,
                                            int bar);

}  // namespace bach
