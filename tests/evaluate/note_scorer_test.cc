#include "evaluate/note_scorer.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace bach {
namespace {

TEST(Mixed, AveragesProbabilities) {
  const std::vector<PieceNats> parts = {{0, {-std::log(0.5)}, {-std::log(0.2)}},
                                        {0, {-std::log(0.1)}, {-std::log(0.4)}}};
  const PieceNats mix = mixed(parts);
  EXPECT_NEAR(mix.pitch[0], -std::log(0.3), 1e-14);
  EXPECT_NEAR(mix.rhythm[0], -std::log(0.3), 1e-14);
}

TEST(Mixed, OfOneIsThatOne) {
  const PieceNats only{1, {0, 2.5, 700}, {}};
  const PieceNats mix = mixed({&only, 1});
  EXPECT_EQ(mix.first, 1u);
  EXPECT_EQ(mix.pitch, only.pitch);
  EXPECT_TRUE(mix.rhythm.empty());
}

TEST(Mixed, HoldsWhereOneIsAlmostCertainItCannotBe) {
  const std::vector<PieceNats> parts = {{0, {5000}, {}}, {0, {1}, {}}};
  EXPECT_NEAR(mixed(parts).pitch[0], 1 + std::log(2.0), 1e-12);
  const std::vector<PieceNats> hopeless = {{0, {5000}, {}}, {0, {5000}, {}}};
  EXPECT_NEAR(mixed(hopeless).pitch[0], 5000, 1e-9);
}

TEST(Mixed, CountsWhereAllPredict) {
  const std::vector<PieceNats> parts = {{2, {0, 0, 1}, {}}, {0, {3, 3, 1}, {1, 1, 1}}};
  const PieceNats mix = mixed(parts);
  EXPECT_EQ(mix.first, 2u);
  EXPECT_EQ(mix.pitch, (std::vector<double>{0, 0, 1}));
  EXPECT_TRUE(mix.rhythm.empty());
}

}  // namespace
}  // namespace bach
