// Logistic regression: which side a piece is of, from its measures.
#pragma once

#include <optional>
#include <span>
#include <vector>

namespace bach {

// What is missing takes the mean of those it was fitted on.
using MeasureRow = std::vector<std::optional<double>>;

struct LabelledRow {
  const MeasureRow* measures = nullptr;
  bool judged = false;
};

// Fits log(p / (1 − p)) = b + Σ w_m z_m, where z are the measures standardised (mean 0, deviation 1
// over the rows given), by Newton's method on
//   Σ_rows c · ln(1 + e^{∓score}) + ½ Σ w_m²,
// c weighing both sides alike (their weights sum to the number of rows). Deterministic, nothing of
// libm.
class LogisticRegression {
 public:
  // `rows` have the same number of measures; both sides are among them.
  explicit LogisticRegression(std::span<const LabelledRow> rows);

  // b + Σ w_m z_m: above 0 more like the judged.
  double score(const MeasureRow& row) const;
  std::span<const double> weights() const { return weights_; }

 private:
  std::vector<double> standardised(const MeasureRow& row) const;

  std::vector<double> mean_;
  std::vector<double> scale_;    // 1 / deviation; 0 where all are alike
  std::vector<double> weights_;  // of the measures
  double bias_ = 0;
};

// The score of each row by a regression that saw no row of its fold: folds[r] is that of row r. Rows
// of folds without which a side would be empty get none.
std::vector<std::optional<double>> held_out_scores(std::span<const LabelledRow> rows,
                                                   std::span<const int> folds);

}  // namespace bach
