// Rhythms of new bars: heard, kept in a book, drawn for bars to come.
#include "form/motive/attacks.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "form/motive/book.h"
#include "form/motive/build_motives.h"

namespace bach {
namespace {

using tests::frame_of;
using tests::kFourFour;
using tests::kQuarters;

// Bar k of `frame` has notes at each k-th eighth, but for those that take the one before.
MotivePlan plan_with_attacks(const MotiveFrame& frame, const std::set<std::size_t>& taken) {
  MotivePlan plan = tests::new_plan(frame);
  for (std::size_t k = 0; k < plan.size(); ++k) {
    if (taken.contains(k)) {
      tests::set_source(plan, k, BarRelation::kRhythm, k - 1);
      continue;
    }
    for (Tick at = 0; at < kFourFour; at += static_cast<Tick>(k + 1) * kQuarters / 2) {
      plan[k].attacks.push_back(at);
    }
  }
  return plan;
}

MotiveBook book_with_attacks(PieceKind kind = PieceKind::kSarabande) {
  const MotiveFrame frame = frame_of({4, 4}, false, kind);
  MotiveBook book;
  book.add(frame, plan_with_attacks(frame, {1, 4}), {});
  return book;
}

TEST(Attacks, AreHeardInWholeNewBars) {
  const MotiveFrame frame = frame_of({3, 3}, true);
  MotivePlan plan = tests::new_plan(frame);
  tests::set_source(plan, 2, BarRelation::kRhythm, 1);
  Score score;
  Track& track = score.tracks.emplace_back();
  for (Tick at = 0; at < frame.bars.back().end; at += 720) track.notes.push_back({at, 720, 60, 64});
  Track& drums = score.tracks.emplace_back();
  drums.channel = kDrumChannel;
  drums.notes.push_back({frame.bars[1].line + 60, 60, 36, 64});
  hear_attacks(score, frame, plan);
  EXPECT_TRUE(plan[0].attacks.empty());  // an upbeat
  EXPECT_EQ(plan[1].attacks, (std::vector<Tick>{240, 960, 1680}));
  EXPECT_TRUE(plan[2].attacks.empty());  // has another's rhythm
}

TEST(Attacks, ABookKeepsThemOfBarsThatAreNewAndWhole) {
  const MotiveBook book = book_with_attacks();
  const LearnedPiece& piece = book.pieces()[0];
  EXPECT_EQ(piece.bar, kFourFour);
  EXPECT_EQ(piece.bars[0].attacks.size(), 8U);
  EXPECT_TRUE(piece.bars[1].attacks.empty());
  EXPECT_EQ(piece.bars[2].attacks, (std::vector<Tick>{0, 720, 1440}));
  EXPECT_TRUE(piece.bars[3].attacks.empty());  // the last of its part
  const std::vector<std::uint8_t> bytes = book.encode();
  EXPECT_EQ(bytes[0], 4);
  const Result<MotiveBook> again = MotiveBook::decode(bytes);
  ASSERT_TRUE(again.ok()) << again.error().message;
  EXPECT_EQ(*again, book);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(MotiveBook::decode(std::span(bytes).first(size)).ok());
  }
}

TEST(Attacks, OffTheGridAreNotLearned) {
  const MotiveFrame frame = frame_of({4, 4});
  MotivePlan plan = plan_with_attacks(frame, {});
  plan[0].attacks[1] += 1;
  MotiveBook book;
  book.add(frame, plan, {});
  EXPECT_TRUE(book.pieces()[0].bars[0].attacks.empty());
  EXPECT_FALSE(book.pieces()[0].bars[1].attacks.empty());
}

TEST(Attacks, DamagedBytesAreRefusedOrAreABook) {
  EXPECT_GT(tests::damaged_books_read(book_with_attacks().encode(), 3), 100);
}

TEST(Attacks, NewBarsHaveThoseOfOnePieceEachOnce) {
  const LearnedAttacks learned(book_with_attacks());
  const MotiveFrame frame = frame_of({12, 12}, true, PieceKind::kSarabande);
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    Draws draws = tests::test_draws(seed);
    MotivePlan plan = tests::new_plan(frame);
    tests::set_source(plan, 2, BarRelation::kLiteral, 1);
    learned.draw(frame, draws, plan);
    std::multiset<std::vector<Tick>> drawn;
    for (std::size_t k = 0; k < plan.size(); ++k) {
      if (!plan[k].attacks.empty()) drawn.insert(plan[k].attacks);
      const FrameBar& bar = frame.bars[k];
      const bool none = k == 2 || !bar.full || bar.left == 0;
      EXPECT_TRUE(!none || plan[k].attacks.empty()) << k;
    }
    EXPECT_EQ(plan[1].attacks.size(), 8U);  // the opening's
    EXPECT_EQ(drawn.size(), 4U);
    EXPECT_EQ(std::set(drawn.begin(), drawn.end()).size(), 4U);
  }
}

TEST(Attacks, OtherKindsAndMetresStayAsTheyAre) {
  const LearnedAttacks learned(book_with_attacks(PieceKind::kGigue));
  const MotiveFrame frame = frame_of({12, 12}, false, PieceKind::kSarabande);
  Draws draws = tests::test_draws(1);
  MotivePlan plan = tests::new_plan(frame);
  const MotivePlan before = plan;
  learned.draw(frame, draws, plan);
  EXPECT_EQ(plan, before);
  const Metre metres[] = {{0, 3, 4}};
  const MotiveFrame three =
      motive_frame(PieceKind::kGigue, {{0, 0, 12 * kFourFour, PartRole::kWhole, 0}},
                   BarGrid(metres, static_cast<int>(kQuarters)));
  MotivePlan of_three = tests::new_plan(three);
  learned.draw(three, draws, of_three);
  EXPECT_EQ(of_three, tests::new_plan(three));
}

}  // namespace
}  // namespace bach
