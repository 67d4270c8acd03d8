#include "evaluate/tally.h"

#include <algorithm>
#include <vector>

#include "base/math.h"

namespace bach {
namespace {

constexpr double kNatsOfABit = 0.693147180559945309;

void add_all(const MeasuredPiece& piece, const std::vector<double>& nats, std::size_t first,
             Tally& tally) {
  for (std::size_t i = first; i < nats.size(); ++i) {
    tally.all.add(nats[i]);
    (i < kOpeningNotes ? tally.opening : tally.later).add(nats[i]);
    (piece.repeated[i] != 0 ? tally.repeated : tally.fresh).add(nats[i]);
  }
}

}  // namespace

double bits_of(double nats) { return nats / kNatsOfABit; }

double perplexity_of(double nats) { return portable_exp(nats); }

void add(const MeasuredPiece& piece, const PieceNats& nats, std::size_t first, Tallies& tallies) {
  const std::size_t from = std::max(first, nats.first);
  add_all(piece, nats.pitch, from, tallies.pitch);
  add_all(piece, nats.rhythm, from, tallies.rhythm);
}

Tallies tallies_of(std::span<const MeasuredPiece> pieces, std::span<const PieceNats> nats,
                   std::size_t first) {
  Tallies tallies;
  for (std::size_t p = 0; p < pieces.size(); ++p) add(pieces[p], nats[p], first, tallies);
  return tallies;
}

}  // namespace bach
