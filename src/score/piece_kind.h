// What kind of movement a piece is, as far as its name tells.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "base/export.h"

namespace bach {

// The values are part of the model format: append, never renumber.
enum class PieceKind : std::uint8_t {
  kUnknown = 0,
  kPrelude = 1,
  kAllemande = 2,
  kCourante = 3,
  kSarabande = 4,
  kMenuet = 5,
  kBourree = 6,
  kGavotte = 7,
  kGigue = 8,
};
inline constexpr int kPieceKinds = 9;
// The dances that come fifth in a suite, as a pair.
inline constexpr std::array<PieceKind, 3> kGalanteries = {PieceKind::kMenuet, PieceKind::kBourree,
                                                          PieceKind::kGavotte};

// From a title or file name, in any case and a few languages: "5. Bourrée I & II", "Minuet in G",
// "cs6-6gig". kUnknown when it names none, or two.
BACH_API PieceKind kind_of(std::string_view name);

// "prelude" … "gigue", "unknown".
BACH_API std::string_view kind_name(PieceKind kind);

}  // namespace bach
