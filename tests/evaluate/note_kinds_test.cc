#include "evaluate/note_kinds.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace bach {
namespace {

// 30 notes of which the last 5 count as repeated.
MeasuredPiece thirty_notes() {
  MeasuredPiece piece;
  piece.pitches.assign(30, 60);
  piece.repeated.assign(30, 0);
  for (std::size_t i = 25; i < 30; ++i) piece.repeated[i] = 1;
  return piece;
}

PieceNats rising_nats() {
  PieceNats nats;
  for (int i = 0; i < 30; ++i) nats.pitch.push_back(i);
  return nats;
}

TEST(NatsByKind, EveryNoteIsOpeningOrLaterAndFreshOrRepeated) {
  const MeasuredPiece piece = thirty_notes();
  const PieceNats nats = rising_nats();
  const NatTotals totals = nat_totals({&piece, 1}, {&nats, 1});
  EXPECT_EQ(totals.pitch.all.notes, 30u);
  EXPECT_DOUBLE_EQ(totals.pitch.all.mean(), 14.5);
  EXPECT_EQ(totals.pitch.opening.notes, 20u);
  EXPECT_DOUBLE_EQ(totals.pitch.opening.mean(), 9.5);
  EXPECT_DOUBLE_EQ(totals.pitch.later.mean(), 24.5);
  EXPECT_EQ(totals.pitch.fresh.notes, 25u);
  EXPECT_DOUBLE_EQ(totals.pitch.fresh.mean(), 12);
  EXPECT_DOUBLE_EQ(totals.pitch.repeated.mean(), 27);
  EXPECT_EQ(totals.rhythm.all.notes, 0u);
  EXPECT_DOUBLE_EQ(totals.nats_per_note(), 14.5);
}

TEST(NatsByKind, LeavesOutWhatWasNotPredictedOrNotAskedFor) {
  const MeasuredPiece piece = thirty_notes();
  PieceNats nats = rising_nats();
  nats.first = 20;
  EXPECT_EQ(nat_totals({&piece, 1}, {&nats, 1}).pitch.all.notes, 10u);
  EXPECT_EQ(nat_totals({&piece, 1}, {&nats, 1}).pitch.opening.notes, 0u);
  EXPECT_EQ(nat_totals({&piece, 1}, {&nats, 1}, 28).pitch.all.notes, 2u);
}

TEST(NatsByKind, MeansAreOverNotesNotPieces) {
  const std::vector<MeasuredPiece> pieces = {{"a", {60}, {3}, {0}},
                                             {"b", {60, 62, 64}, {3, 3, 3}, {0, 0, 0}}};
  const std::vector<PieceNats> nats = {{0, {4}, {1}}, {0, {2, 2, 2}, {0, 0, 0}}};
  const NatTotals totals = nat_totals(pieces, nats);
  EXPECT_DOUBLE_EQ(totals.pitch.all.mean(), 2.5);
  EXPECT_DOUBLE_EQ(totals.rhythm.all.mean(), 0.25);
  EXPECT_DOUBLE_EQ(totals.nats_per_note(), 2.75);
}

TEST(NatsByKind, NothingIsNothing) {
  const NatTotals totals = nat_totals({}, {});
  EXPECT_EQ(totals.pitch.all.notes, 0u);
  EXPECT_EQ(totals.nats_per_note(), 0);
}

TEST(NatsByKind, UnitsAgree) {
  EXPECT_DOUBLE_EQ(bits_of(std::log(8.0)), 3);
  EXPECT_NEAR(perplexity_of(std::log(8.0)), 8, 1e-12);
}

}  // namespace
}  // namespace bach
