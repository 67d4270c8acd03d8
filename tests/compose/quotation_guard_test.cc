#include "compose/quotation_guard.h"

#include <gtest/gtest.h>

#include <vector>

namespace bach {
namespace {

SuitePiece piece_of(const std::vector<int>& pitches) {
  SuitePiece piece;
  const Tick end = 480 * static_cast<Tick>(pitches.size());
  piece.plan.metres = {{0, 4, 4}};
  piece.plan.parts = {{0, end, 0, PartRole::kWhole, {}}};
  SuiteSection section{0, end, 0, {}};
  for (const int pitch : pitches) {
    section.tokens.push_back(
        {static_cast<std::uint8_t>(pitch), static_cast<std::uint8_t>(*rhythm_class(480, 480))});
  }
  piece.sections = {section};
  piece.play_order = {0};
  return piece;
}

TEST(QuotationGuard, KnowsRunsInAnyKey) {
  QuotationGuard guard(5);
  guard.add(piece_of({60, 62, 65, 64, 69, 60}));
  EXPECT_EQ(guard.copied(std::vector<int>{40, 55, 57, 60, 59, 64}), 5u);
  EXPECT_EQ(guard.copied(std::vector<int>{57, 60, 59, 64}), 0u);      // four notes
  EXPECT_EQ(guard.copied(std::vector<int>{55, 57, 60, 59, 63}), 0u);  // the last one differs
  EXPECT_EQ(guard.copied(std::vector<int>{}), 0u);
}

}  // namespace
}  // namespace bach
