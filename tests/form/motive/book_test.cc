#include "form/motive/book.h"

#include <gtest/gtest.h>

#include "form/motive/build_motives.h"
#include "form/motive/fit.h"

namespace bach {
namespace {

using tests::frame_of;
using tests::kFourFour;

TEST(MotiveBook, LearnsWhatBarsWereTakenFrom) {
  const MotiveFrame frame = frame_of({4, 4});
  MotivePlan plan = tests::new_plan(frame);
  tests::set_source(plan, 1, BarRelation::kSequence, 0, -1);
  tests::set_source(plan, 4, BarRelation::kSequence, 0, 18);
  tests::set_source(plan, 5, BarRelation::kLiteral, 1);
  HarmonyPlan harmony = {{0, {0, ChordQuality::kMajor}, 0},
                         {kFourFour, {11, ChordQuality::kDiminished}, 0}};
  MotiveBook book;
  book.add(frame, plan, harmony);
  const std::vector<LearnedBar>& bars = book.pieces().at(0).bars;
  ASSERT_EQ(bars.size(), 8U);
  EXPECT_EQ(bars[0], LearnedBar{});
  EXPECT_EQ(bars[1], (LearnedBar{BarRelation::kSequence, 0, -1, 3}));
  EXPECT_EQ(bars[4], (LearnedBar{BarRelation::kSequence, 0, 4, 0}));  // two octaves less
  EXPECT_EQ(bars[5], (LearnedBar{BarRelation::kLiteral, 1, 0, 3}));
  const ChanceAgreement& chance = book.pieces()[0].chance;
  EXPECT_GT(chance.unmoved[3], 0);  // the chord of bar 2 lasts
  EXPECT_GT(chance.moved[0], chance.moved[3]);
}

TEST(MotiveBook, ASourceThatCannotBeTakenIsNone) {
  const MotiveFrame frame = frame_of({4, 4}, true);
  MotivePlan plan = tests::new_plan(frame);
  plan[6].choices.front() = {BarRelation::kLiteral, plan[4].line, 0};  // cut short
  plan[7].choices.front() = {BarRelation::kLiteral, 12345, 0};
  plan[8].choices.front() = {BarRelation::kLiteral, plan[9].line, 0};  // later
  MotiveBook book;
  book.add(frame, plan, {});
  for (const LearnedBar& bar : book.pieces()[0].bars) EXPECT_EQ(bar, LearnedBar{});
  EXPECT_EQ(book.pieces()[0].chance, ChanceAgreement{});
}

TEST(MotiveBook, OfTwoBarsAtALineTheLikeOneIsMeant) {
  const MotiveFrame frame = frame_of({4, 4}, true);
  MotivePlan plan = tests::new_plan(frame);
  // The last bar of A and the upbeat of B share a bar line, as do the last bar of B and nothing.
  ASSERT_EQ(plan[4].line, plan[5].line);
  tests::set_source(plan, 5, BarRelation::kSequence, 0, 4);
  tests::set_source(plan, 9, BarRelation::kLiteral, 4);
  MotiveBook book;
  book.add(frame, plan, {});
  EXPECT_EQ(book.pieces()[0].bars[5].source, 0);
  EXPECT_EQ(book.pieces()[0].bars[9].source, 4);
}

TEST(MotiveBook, SurvivesItsBytes) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const MotiveBook book = tests::random_book(10, seed);
    const std::vector<std::uint8_t> bytes = book.encode();
    const Result<MotiveBook> again = MotiveBook::decode(bytes);
    ASSERT_TRUE(again.ok()) << again.error().message;
    EXPECT_EQ(*again, book);
    std::size_t bars = 0;
    for (const LearnedPiece& piece : book.pieces()) bars += piece.bars.size();
    EXPECT_LT(bytes.size(), 3 * bars + 60 * 10);
  }
  EXPECT_EQ(*MotiveBook::decode(MotiveBook().encode()), MotiveBook());
}

TEST(MotiveBook, FitsNoRatesToWhatTakesForever) {
  MotiveBook book;
  for (const int bars : {1500, 1449}) {
    const MotiveFrame frame = frame_of({bars});
    book.add(frame, tests::new_plan(frame), {});
  }
  fit_rates(book);
  EXPECT_EQ(book.rates(), MotiveRates());
  const MotiveFrame frame = frame_of({40});
  book.add(frame, tests::new_plan(frame), {});
  fit_rates(book);
  EXPECT_NE(book.rates(), MotiveRates());
}

TEST(MotiveBook, KeepsRatesUntilItGrows) {
  MotiveBook book = tests::random_book(3, 5);
  const std::size_t plain = book.encode().size();
  MotiveRates rates;
  rates.tokens[7] = -5;
  rates.relations.back() = 3;
  book.set_rates(rates);
  const std::vector<std::uint8_t> bytes = book.encode();
  EXPECT_EQ(bytes.size(), plain + rates.tokens.size() + rates.relations.size() + 1);
  const Result<MotiveBook> again = MotiveBook::decode(bytes);
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(*again, book);
  const MotiveFrame frame = frame_of({4});
  book.add(frame, tests::new_plan(frame), {});
  EXPECT_EQ(book.rates(), MotiveRates());
}

TEST(MotiveBook, RefusesWhatEndsEarlyOrGoesOn) {
  std::vector<std::uint8_t> bytes = tests::random_book(3, 7).encode();
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const Result<MotiveBook> cut = MotiveBook::decode(std::span(bytes).first(size));
    ASSERT_FALSE(cut.ok()) << size;
    EXPECT_TRUE(cut.error().offset.has_value());
  }
  bytes.push_back(0);
  EXPECT_FALSE(MotiveBook::decode(bytes).ok());
  bytes[0] = 99;
  ASSERT_FALSE(MotiveBook::decode(bytes).ok());
  EXPECT_EQ(MotiveBook::decode(bytes).error().code, ErrorCode::kUnsupported);
}

TEST(MotiveBook, DamagedBytesAreRefusedOrAreABook) {
  EXPECT_GT(tests::damaged_books_read(tests::random_book(3, 11).encode(), 2), 100);
}

TEST(MotiveBook, KeepsHalves) {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const MotiveBook book = tests::random_book(5, seed, true);
    const std::vector<std::uint8_t> bytes = book.encode();
    EXPECT_EQ(bytes[0], 3);
    const Result<MotiveBook> again = MotiveBook::decode(bytes);
    ASSERT_TRUE(again.ok()) << again.error().message;
    EXPECT_EQ(*again, book);
    for (std::size_t at = 1; at < bytes.size(); at += 7) {
      std::vector<std::uint8_t> damaged = bytes;
      damaged[at] ^= static_cast<std::uint8_t>(1 + at % 255);
      const Result<MotiveBook> read = MotiveBook::decode(damaged);
      if (read) {
        EXPECT_EQ(read->encode(), damaged);
      }
    }
  }
  // As before where there are none.
  EXPECT_EQ(tests::random_book(5, 1).encode()[0], 2);
}

}  // namespace
}  // namespace bach
