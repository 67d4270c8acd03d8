#include "nn/lstm.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/random.h"

namespace bach {
namespace {

std::vector<double> noise(std::size_t size, std::uint32_t which) {
  const CounterRandom random(11, Purpose::kProgress);
  std::vector<double> values(size);
  for (std::uint32_t k = 0; k < size; ++k) values[k] = random.uniform_double(0, which, k) - 0.5;
  return values;
}

double logistic(double x) { return 1 / (1 + std::exp(-x)); }

TEST(Lstm, OneUnitFollowsTheEquations) {
  const LstmShape shape{2, 1, 1};
  const std::vector<double> recurrent_t = {0.5, -0.25, 1.0, 0.75};  // one unit: i, f, g, o
  const std::vector<double> inputs = {0.1, 0.2, 0.3, 0.4, -0.5, 0.6, -0.7, 0.8};
  LstmTrace<double> trace;
  trace.reset(shape);
  trace.gates = inputs;
  trace.cell[0] = 0.9;
  trace.hidden[0] = -0.3;
  lstm_forward(shape, recurrent_t.data(), trace);

  double c = 0.9, h = -0.3;
  for (int t = 0; t < 2; ++t) {
    const double* a = inputs.data() + 4 * t;
    const double i = logistic(a[0] + 0.5 * h), f = logistic(a[1] - 0.25 * h);
    const double g = std::tanh(a[2] + 1.0 * h), o = logistic(a[3] + 0.75 * h);
    c = f * c + i * g;
    h = o * std::tanh(c);
    EXPECT_NEAR(trace.cell[t + 1], c, 1e-15);
    EXPECT_NEAR(trace.hidden[t + 1], h, 1e-15);
  }
}

TEST(Lstm, CarriesItsStateFromOneStretchToTheNext) {
  const int rows = 3, units = 5;
  const auto recurrent_t = noise(units * 4 * units, 0);
  const auto inputs = noise(6 * rows * 4 * units, 1);
  LstmTrace<double> whole, half;
  whole.reset({6, rows, units});
  whole.gates = inputs;
  lstm_forward({6, rows, units}, recurrent_t.data(), whole);

  half.reset({3, rows, units});
  const auto middle = static_cast<std::ptrdiff_t>(inputs.size() / 2);
  std::copy(inputs.begin(), inputs.begin() + middle, half.gates.begin());
  lstm_forward({3, rows, units}, recurrent_t.data(), half);
  std::copy_n(half.cell.end() - rows * units, rows * units, half.cell.begin());
  std::copy_n(half.hidden.end() - rows * units, rows * units, half.hidden.begin());
  std::copy(inputs.begin() + middle, inputs.end(), half.gates.begin());
  lstm_forward({3, rows, units}, recurrent_t.data(), half);
  EXPECT_TRUE(std::equal(half.hidden.end() - rows * units, half.hidden.end(),
                         whole.hidden.end() - rows * units));
}

// Every output counts here, not only the last: the loss is a weighted sum of all h_t.
TEST(Lstm, GradientOfTheGatesAgreesWithFiniteDifferences) {
  const LstmShape shape{4, 2, 3};
  const auto recurrent_t = noise(3 * 12, 2);
  std::vector<double> recurrent(36);
  for (int k = 0; k < 3; ++k) {
    for (int j = 0; j < 12; ++j) recurrent[j * 3 + k] = recurrent_t[k * 12 + j];
  }
  const auto weights = noise(4 * 2 * 3, 3);
  auto inputs = noise(4 * 2 * 12, 4);
  LstmTrace<double> trace;
  const auto loss = [&] {
    trace.reset(shape);
    trace.gates = inputs;
    lstm_forward(shape, recurrent_t.data(), trace);
    double sum = 0;
    for (std::size_t k = 0; k < weights.size(); ++k) sum += weights[k] * trace.hidden[6 + k];
    return sum;
  };
  loss();
  auto d_hidden = weights;
  std::vector<double> d_gates(inputs.size());
  lstm_backward(shape, recurrent.data(), trace, d_hidden.data(), d_gates.data());
  for (std::size_t k = 0; k < inputs.size(); ++k) {
    const double kept = inputs[k], nudge = 1e-5;
    inputs[k] = kept + nudge;
    const double above = loss();
    inputs[k] = kept - nudge;
    const double below = loss();
    inputs[k] = kept;
    EXPECT_NEAR(d_gates[k], (above - below) / (2 * nudge), 1e-10) << k;
  }
}

}  // namespace
}  // namespace bach
