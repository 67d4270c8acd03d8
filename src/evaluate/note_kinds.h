// Nats per note, and the kinds of notes they are told apart by.
#pragma once

#include <cstddef>
#include <span>

#include "evaluate/note_scorer.h"
#include "evaluate/piece.h"

namespace bach {

// Notes that open a piece: little is known of it yet.
inline constexpr std::size_t kOpeningNotes = 20;

struct NatSum {
  double nats = 0;
  std::size_t notes = 0;

  void add(double more) {
    nats += more;
    ++notes;
  }
  // Nats per note; 0 when there are no notes.
  double mean() const { return notes == 0 ? 0 : nats / static_cast<double>(notes); }
};

// Nats, bits (log base 2) and perplexity (how many equally probable notes would be as hard) are the
// same figure in three units.
double bits_of(double nats);
double perplexity_of(double nats);

// Every measured note is in `all`, in one of `opening` (the first 20 of its piece) and `later`, and
// in one of `fresh` and `repeated` (see repeated_entries()).
struct NatsByKind {
  NatSum all, opening, later, fresh, repeated;
};

struct NatTotals {
  NatsByKind pitch;
  NatsByKind rhythm;  // of no notes when rhythm was not measured

  // Pitch and rhythm together.
  double nats_per_note() const { return pitch.all.mean() + rhythm.all.mean(); }
};

// Adds up what `nats` says of the notes of `piece`, from note `first` (0-based) or nats.first on,
// whichever is later.
void add_piece(const MeasuredPiece& piece, const PieceNats& nats, std::size_t first,
               NatTotals& totals);

// Of several pieces; `nats` are as many. The means are over notes, not over pieces.
NatTotals nat_totals(std::span<const MeasuredPiece> pieces, std::span<const PieceNats> nats,
                     std::size_t first = 0);

}  // namespace bach
