#include "form/motive/rates.h"

#include "base/math.h"

namespace bach {

double rate_factor(int sixteenths) { return portable_exp(sixteenths / 16.0); }

std::array<double, kBarTokens> rate_factors(const MotiveRates& rates, const BarPlaces& places,
                                            int bar) {
  const int cell = rate_cell(places, bar);
  const int kind = kind_group(places.outline().kind);
  std::array<double, kBarTokens> factors{};
  for (int token = 0; token < kBarTokens; ++token) {
    const int relation = kind * kBarRelations + static_cast<int>(token_relation(token));
    const int sixteenths = rates.tokens[static_cast<std::size_t>(cell * kBarTokens + token)] +
                           rates.relations[static_cast<std::size_t>(relation)];
    factors[static_cast<std::size_t>(token)] = rate_factor(sixteenths);
  }
  return factors;
}

}  // namespace bach
