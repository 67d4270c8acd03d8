// Learning what the finder knows.
#include "harmony/estimate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <vector>

#include "corpus/corpus.h"
#include "harmony/parameters_source.h"

namespace bach {
namespace {

template <typename Row>
double sum_of(const Row& row) {
  double sum = 0;
  for (const float value : row) {
    EXPECT_GE(value, 0);
    sum += static_cast<double>(value);
  }
  return sum;
}

void expect_probabilities(const FinderParameters& p, double error) {
  for (int f = 0; f < kFunctions; ++f) {
    EXPECT_NEAR(sum_of(p.chord_tone[f]), 1, error);
    EXPECT_NEAR(sum_of(p.other_tone[f]), 1, error);
    EXPECT_NEAR(sum_of(p.bass[f]), 1, error);
    EXPECT_NEAR(sum_of(p.move[f]), 1, error);
    EXPECT_EQ(p.move[f][f - first_function(mode_of_function(f))], 0);
  }
  for (const auto& table : p.keys) {
    for (const auto& row : table) EXPECT_NEAR(sum_of(row), 1, error);
  }
  EXPECT_NEAR(sum_of(p.enter), 2, error);     // of two modes
  EXPECT_NEAR(sum_of(p.part_end), 2, error);  // the same
  EXPECT_EQ(p.key_change[kOffBeat], 0);
}

TEST(FinderParameters, AreProbabilities) {
  expect_probabilities(textbook_parameters(), 1e-5);
  expect_probabilities(shipped_finder_parameters(), 2e-3);  // rounded
}

std::vector<Score> all_scores() {
  std::vector<Score> scores;
  for (const Movement& movement : string_movements())
    scores.push_back(*load_written_movement(movement));
  return scores;
}

TEST(EstimateFinder, MakesTheShippedParametersByteForByte) {
  const Result<FinderParameters> parameters = estimate_finder(all_scores());
  ASSERT_TRUE(parameters.ok());
  std::ifstream file(BACH_TEST_DATA "/../../src/harmony/shipped_parameters.cc");
  std::stringstream shipped;
  shipped << file.rdbuf();
  EXPECT_EQ(parameters_source(*parameters), shipped.str())
      << "make src/harmony/shipped_parameters.cc again: make_harmony";
}

TEST(EstimateFinder, LearnsFromWhatItHears) {
  Score score = *load_written_movement(*find_movement("bwv1007-1"));
  const std::vector<Score> many(20, score);
  const FinderParameters learnt = *estimate_finder(many, {1});
  expect_probabilities(learnt, 1e-5);
  const FinderParameters textbook = textbook_parameters();
  EXPECT_NE(learnt, textbook);
  // A prelude in sixteenths over long chords: they change less often than the textbook says.
  EXPECT_LT(learnt.change[kBeat], textbook.change[kBeat]);
  EXPECT_GT(learnt.begins_at_home, textbook.begins_at_home);
}

TEST(EstimateFinder, SaysWhatItCannotLearnFrom) {
  EXPECT_EQ(estimate_finder({}).error().code, ErrorCode::kInvalidArgument);
  std::vector<Score> scores = {*load_written_movement(*find_movement("bwv1007-1"))};
  EXPECT_EQ(estimate_finder(scores, {0}).error().argument, "passes");
  scores[0].metres.clear();
  const Error error = estimate_finder(scores).error();
  EXPECT_EQ(error.code, ErrorCode::kInvalidData);
  EXPECT_THAT(error.message, ::testing::HasSubstr("Cello Suite No. 1"));
}

}  // namespace
}  // namespace bach
