#include <gtest/gtest.h>

#include <cmath>

#include "base/random.h"
#include "evaluate/critic/logistic.h"

namespace bach {
namespace {

struct Rows {
  std::vector<MeasureRow> measures;
  std::vector<char> judged;

  std::vector<LabelledRow> labelled() const {
    std::vector<LabelledRow> rows;
    for (std::size_t r = 0; r < measures.size(); ++r) {
      rows.push_back({&measures[r], judged[r] != 0});
    }
    return rows;
  }
};

// Three measures: the first a little higher for the judged, the second noise, the third constant.
Rows some_rows() {
  Rows rows;
  const CounterRandom random(5, Purpose::kEvaluate);
  for (std::uint32_t r = 0; r < 60; ++r) {
    const bool judged = r % 3 == 0;
    rows.judged.push_back(judged ? 1 : 0);
    rows.measures.push_back({10 * random.uniform_double(0, 0, r) + (judged ? 4 : 0),
                             random.uniform_double(0, 1, r), 7.0});
  }
  return rows;
}

// What the fit is the minimum of, by plain sums; weights are of the standardised measures.
double loss(const Rows& rows, double w0, double w1, double bias) {
  double count = 0;
  double judged = 0;
  double mean[2] = {0, 0};
  for (std::size_t r = 0; r < rows.measures.size(); ++r) {
    ++count;
    judged += rows.judged[r];
    for (std::size_t m = 0; m < 2; ++m) mean[m] += *rows.measures[r][m] / 60;
  }
  double deviation[2] = {0, 0};
  for (const MeasureRow& row : rows.measures) {
    for (std::size_t m = 0; m < 2; ++m) deviation[m] += std::pow(*row[m] - mean[m], 2) / 60;
  }
  double sum = 0.5 * (w0 * w0 + w1 * w1);
  for (std::size_t r = 0; r < rows.measures.size(); ++r) {
    const double score = bias + w0 * (*rows.measures[r][0] - mean[0]) / std::sqrt(deviation[0]) +
                         w1 * (*rows.measures[r][1] - mean[1]) / std::sqrt(deviation[1]);
    const double c = count / 2 / (rows.judged[r] != 0 ? judged : count - judged);
    sum += c * std::log1p(std::exp(rows.judged[r] != 0 ? -score : score));
  }
  return sum;
}

TEST(CriticLogistic, IsAtTheMinimum) {
  const Rows rows = some_rows();
  const LogisticRegression fitted(rows.labelled());
  const double w0 = fitted.weights()[0];
  const double w1 = fitted.weights()[1];
  EXPECT_GT(w0, 0.5);
  EXPECT_EQ(fitted.weights()[2], 0);  // constant
  // At the mean of all measures only the bias is left.
  double mean[2] = {0, 0};
  for (const MeasureRow& row : rows.measures) {
    for (std::size_t m = 0; m < 2; ++m) mean[m] += *row[m] / 60;
  }
  const double bias = fitted.score({mean[0], mean[1], 7.0});
  const double least = loss(rows, w0, w1, bias);
  for (const double d : {-0.01, 0.01}) {
    EXPECT_GT(loss(rows, w0 + d, w1, bias), least);
    EXPECT_GT(loss(rows, w0, w1 + d, bias), least);
    EXPECT_GT(loss(rows, w0, w1, bias + d), least);
  }
}

TEST(CriticLogistic, WhatIsMissingSaysNothing) {
  Rows rows = some_rows();
  for (std::size_t r = 0; r < rows.measures.size(); r += 2) rows.measures[r][1].reset();
  const LogisticRegression fitted(rows.labelled());
  const double with = fitted.score({8.0, 0.5, 7.0});
  EXPECT_TRUE(std::isfinite(with));
  double mean = 0;
  for (std::size_t r = 1; r < rows.measures.size(); r += 2) mean += *rows.measures[r][1] / 30;
  EXPECT_NEAR(fitted.score({8.0, std::nullopt, 7.0}), fitted.score({8.0, mean, 7.0}), 1e-12);
}

TEST(CriticLogistic, SidesThatNeverMixStayFinite) {
  Rows rows;
  for (int r = 0; r < 20; ++r) {
    rows.judged.push_back(r < 10 ? 1 : 0);
    rows.measures.push_back({r < 10 ? 1e6 : -1e6});
  }
  const LogisticRegression fitted(rows.labelled());
  EXPECT_TRUE(std::isfinite(fitted.weights()[0]));
  EXPECT_GT(fitted.score({1e6}), 1);
  EXPECT_LT(fitted.score({-1e6}), -1);
}

TEST(CriticLogistic, HeldOutScoresSeeNothingOfTheirFold) {
  Rows rows = some_rows();
  std::vector<int> folds;
  for (int r = 0; r < 60; ++r) folds.push_back(r / 20);
  const std::vector<std::optional<double>> before = held_out_scores(rows.labelled(), folds);
  // Another value in fold 1 changes the scores of the others, and of its fold only its own.
  rows.measures[25][0] = 100.0;
  const std::vector<std::optional<double>> after = held_out_scores(rows.labelled(), folds);
  for (std::size_t r = 0; r < 60; ++r) {
    ASSERT_TRUE(before[r]);
    EXPECT_EQ(before[r] == after[r], folds[r] == 1 && r != 25) << r;
  }
}

TEST(CriticLogistic, AFoldThatHoldsAWholeSideHasNoScores) {
  const Rows rows = some_rows();
  std::vector<int> folds;
  for (std::size_t r = 0; r < 60; ++r) folds.push_back(rows.judged[r] != 0 ? 0 : 1);
  for (const std::optional<double>& score : held_out_scores(rows.labelled(), folds)) {
    EXPECT_FALSE(score);
  }
}

}  // namespace
}  // namespace bach
