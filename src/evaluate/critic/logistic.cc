#include "evaluate/critic/logistic.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "base/math.h"

namespace bach {
namespace {

constexpr int kNewtonSteps = 40;
constexpr double kSmallStep = 1e-10;

double sigmoid(double x) {
  if (x >= 0) return 1 / (1 + portable_exp(-x));
  const double e = portable_exp(x);
  return e / (1 + e);
}

// Solves A x = b in place: `a` is n × n, symmetric and positive definite (its lower half is used and
// overwritten by Cholesky's factor), `b` becomes x.
void solve_cholesky(std::vector<double>& a, std::vector<double>& b) {
  const std::size_t n = b.size();
  for (std::size_t j = 0; j < n; ++j) {
    for (std::size_t i = j; i < n; ++i) {
      double sum = a[i * n + j];
      for (std::size_t k = 0; k < j; ++k) sum -= a[i * n + k] * a[j * n + k];
      a[i * n + j] = i == j ? std::sqrt(sum) : sum / a[j * n + j];
    }
  }
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k < i; ++k) b[i] -= a[i * n + k] * b[k];
    b[i] /= a[i * n + i];
  }
  for (std::size_t i = n; i-- > 0;) {
    for (std::size_t k = i + 1; k < n; ++k) b[i] -= a[k * n + i] * b[k];
    b[i] /= a[i * n + i];
  }
}

}  // namespace

LogisticRegression::LogisticRegression(std::span<const LabelledRow> rows) {
  const std::size_t measures = rows.front().measures->size();
  mean_.assign(measures, 0);
  scale_.assign(measures, 0);
  weights_.assign(measures, 0);
  for (std::size_t m = 0; m < measures; ++m) {
    double sum = 0;
    double count = 0;
    for (const LabelledRow& row : rows) {
      if (!(*row.measures)[m]) continue;
      sum += *(*row.measures)[m];
      ++count;
    }
    if (count == 0) continue;
    mean_[m] = sum / count;
    double squares = 0;
    for (const LabelledRow& row : rows) {
      if (!(*row.measures)[m]) continue;
      const double off = *(*row.measures)[m] - mean_[m];
      squares += off * off;
    }
    const double deviation = std::sqrt(squares / count);
    scale_[m] = deviation > 1e-9 * (1 + std::abs(mean_[m])) ? 1 / deviation : 0;
  }

  std::vector<std::vector<double>> inputs;  // standardised, with a 1 behind for the bias
  double judged = 0;
  for (const LabelledRow& row : rows) {
    inputs.push_back(standardised(*row.measures));
    inputs.back().push_back(1);
    judged += row.judged ? 1 : 0;
  }
  const auto count = static_cast<double>(rows.size());
  const double weight_judged = count / (2 * judged);
  const double weight_set = count / (2 * (count - judged));

  const std::size_t n = measures + 1;
  std::vector<double> w(n, 0);
  for (int step = 0; step < kNewtonSteps; ++step) {
    std::vector<double> hessian(n * n, 0);
    std::vector<double> gradient(n, 0);
    for (std::size_t r = 0; r < rows.size(); ++r) {
      const std::vector<double>& x = inputs[r];
      double at = 0;
      for (std::size_t i = 0; i < n; ++i) at += w[i] * x[i];
      const double p = sigmoid(at);
      const double c = rows[r].judged ? weight_judged : weight_set;
      const double slope = c * (p - (rows[r].judged ? 1 : 0));
      const double curvature = c * p * (1 - p);
      for (std::size_t i = 0; i < n; ++i) {
        gradient[i] += slope * x[i];
        for (std::size_t j = 0; j <= i; ++j) hessian[i * n + j] += curvature * x[i] * x[j];
      }
    }
    for (std::size_t i = 0; i < n; ++i) {
      // The bias is not drawn to 0; a trace of it keeps the matrix definite.
      const double penalty = i + 1 < n ? 1 : 1e-6;
      gradient[i] += penalty * w[i];
      hessian[i * n + i] += penalty;
    }
    solve_cholesky(hessian, gradient);
    // Newton's step, at most 4 long in any direction: far off it may overshoot.
    double longest = 0;
    for (const double change : gradient) longest = std::max(longest, std::abs(change));
    const double shrink = longest > 4 ? 4 / longest : 1;
    for (std::size_t i = 0; i < n; ++i) w[i] -= shrink * gradient[i];
    if (longest < kSmallStep) break;
  }
  std::copy_n(w.begin(), measures, weights_.begin());
  bias_ = w.back();
}

std::vector<double> LogisticRegression::standardised(const MeasureRow& row) const {
  std::vector<double> z(row.size(), 0);
  for (std::size_t m = 0; m < row.size(); ++m) {
    if (row[m]) z[m] = (*row[m] - mean_[m]) * scale_[m];
  }
  return z;
}

double LogisticRegression::score(const MeasureRow& row) const {
  const std::vector<double> z = standardised(row);
  double sum = bias_;
  for (std::size_t m = 0; m < z.size(); ++m) sum += weights_[m] * z[m];
  return sum;
}

std::vector<std::optional<double>> held_out_scores(std::span<const LabelledRow> rows,
                                                   std::span<const int> folds) {
  std::vector<std::optional<double>> scores(rows.size());
  int count = 0;
  for (const int fold : folds) count = std::max(count, fold + 1);
  for (int fold = 0; fold < count; ++fold) {
    std::vector<LabelledRow> seen;
    std::size_t judged = 0;
    for (std::size_t r = 0; r < rows.size(); ++r) {
      if (folds[r] == fold) continue;
      seen.push_back(rows[r]);
      judged += rows[r].judged ? 1 : 0;
    }
    if (judged == 0 || judged == seen.size()) continue;
    const LogisticRegression regression(seen);
    for (std::size_t r = 0; r < rows.size(); ++r) {
      if (folds[r] == fold) scores[r] = regression.score(*rows[r].measures);
    }
  }
  return scores;
}

}  // namespace bach
