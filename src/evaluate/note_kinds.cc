#include "evaluate/note_kinds.h"

#include <algorithm>
#include <vector>

#include "base/math.h"

namespace bach {
namespace {

constexpr double kNatsPerBit = 0.693147180559945309;

void add_notes(const MeasuredPiece& piece, const std::vector<double>& nats, std::size_t first,
               NatsByKind& sums) {
  for (std::size_t i = first; i < nats.size(); ++i) {
    sums.all.add(nats[i]);
    (i < kOpeningNotes ? sums.opening : sums.later).add(nats[i]);
    (piece.repeated[i] != 0 ? sums.repeated : sums.fresh).add(nats[i]);
  }
}

}  // namespace

double bits_of(double nats) { return nats / kNatsPerBit; }

double perplexity_of(double nats) { return portable_exp(nats); }

void add_piece(const MeasuredPiece& piece, const PieceNats& nats, std::size_t first,
               NatTotals& totals) {
  const std::size_t from = std::max(first, nats.first);
  add_notes(piece, nats.pitch, from, totals.pitch);
  add_notes(piece, nats.rhythm, from, totals.rhythm);
}

NatTotals nat_totals(std::span<const MeasuredPiece> pieces, std::span<const PieceNats> nats,
                     std::size_t first) {
  NatTotals totals;
  for (std::size_t p = 0; p < pieces.size(); ++p) add_piece(pieces[p], nats[p], first, totals);
  return totals;
}

}  // namespace bach
