// The engine's other kernels against double precision, and every instruction set against the
// portable one, bit by bit.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "nn/each_isa.h"
#include "nn/engine/blocked.h"
#include "nn/engine/dropout_mask.h"
#include "nn/random_floats.h"
#include "reference/adam.h"
#include "reference/dropout.h"

namespace bach::engine {
namespace {

std::vector<float> scaled(std::vector<float> x, float factor) {
  for (float& each : x) each *= factor;
  return x;
}

class EngineKernels : public EachIsa {};

// ---- the LSTM's cell

struct Cell {
  explicit Cell(int rows_used, float range)
      : rows(rows_used),
        gates(scaled(random_floats(count() * 4, 1), range)),
        cell_before(scaled(random_floats(count(), 2), 2)),
        cell(count()),
        cell_tanh(count()),
        hidden(count()) {}

  std::size_t count() const { return static_cast<std::size_t>(rows) * kLanes; }
  void forward(const KernelTable& kernels) {
    kernels.cell_forward({gates.data(), static_cast<std::ptrdiff_t>(count()), cell_before.data(),
                          cell.data(), cell_tanh.data(), hidden.data(), rows});
  }

  int rows;
  std::vector<float> gates, cell_before, cell, cell_tanh, hidden;
};

double exact_sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

TEST_P(EngineKernels, CellFollowsTheLstmsEquations) {
  for (const float range : {0.01f, 1.0f, 10.0f, 300.0f}) {
    Cell cell(500, range);
    const auto sums = cell.gates;
    cell.forward(tested());
    for (std::size_t k = 0; k < cell.count(); ++k) {
      const std::size_t n = cell.count();
      const double i = exact_sigmoid(sums[k]), f = exact_sigmoid(sums[n + k]);
      const double g = std::tanh(double{sums[2 * n + k]}), o = exact_sigmoid(sums[3 * n + k]);
      ASSERT_NEAR(cell.gates[k], i, 3e-7 * i + 1e-37);
      ASSERT_NEAR(cell.gates[n + k], f, 3e-7 * f + 1e-37);
      ASSERT_NEAR(cell.gates[2 * n + k], g, 4e-7 * std::abs(g));
      ASSERT_NEAR(cell.gates[3 * n + k], o, 3e-7 * o + 1e-37);
      const double c = f * cell.cell_before[k] + i * g;
      ASSERT_NEAR(cell.cell[k], c, 1e-6);
      ASSERT_NEAR(cell.cell_tanh[k], std::tanh(c), 1e-6);
      ASSERT_NEAR(cell.hidden[k], o * std::tanh(c), 1e-6);
    }
  }
}

TEST_P(EngineKernels, CellPassesOnWhatIsNoNumber) {
  Cell cell(1, 1.0f);
  cell.gates[3] = NAN;
  cell.forward(tested());
  EXPECT_TRUE(std::isnan(cell.hidden[3]));
  EXPECT_FALSE(std::isnan(cell.hidden[4]));
}

TEST_P(EngineKernels, CellBackwardIsTheDerivativeOfForward) {
  Cell cell(40, 2.0f);
  const auto sums = cell.gates;
  cell.forward(tested());
  const std::size_t n = cell.count();
  const auto d_hidden = random_floats(n, 5), d_cell_after = random_floats(n, 6);
  auto d_cell = d_cell_after;
  auto d_gates = cell.gates;
  tested().cell_backward({d_gates.data(), static_cast<std::ptrdiff_t>(n), cell.cell_before.data(),
                          cell.cell_tanh.data(), d_hidden.data(), d_cell.data(), cell.rows});
  for (std::size_t k = 0; k < n; ++k) {
    // What the loss would be, were it linear in h and c with these slopes.
    const auto loss = [&](double i, double f, double g, double o, double before) {
      const double c = exact_sigmoid(f) * before + exact_sigmoid(i) * std::tanh(g);
      return d_hidden[k] * exact_sigmoid(o) * std::tanh(c) + d_cell_after[k] * c;
    };
    const double at[5] = {sums[k], sums[n + k], sums[2 * n + k], sums[3 * n + k],
                          cell.cell_before[k]};
    const float actual[5] = {d_gates[k], d_gates[n + k], d_gates[2 * n + k], d_gates[3 * n + k],
                             d_cell[k]};
    for (int j = 0; j < 5; ++j) {
      double above[5], below[5];
      std::copy_n(at, 5, above);
      std::copy_n(at, 5, below);
      above[j] += 1e-4;
      below[j] -= 1e-4;
      const double slope = (loss(above[0], above[1], above[2], above[3], above[4]) -
                            loss(below[0], below[1], below[2], below[3], below[4])) /
                           2e-4;
      ASSERT_NEAR(actual[j], slope, 2e-6) << "number " << k << ", input " << j;
    }
  }
}

// ---- rows found by index

TEST_P(EngineKernels, ScatterAndColumnSumsAddUpRowByRow) {
  const int rows = 12, panels = 2, table_rows = 5, per_row = 2;
  const auto d = random_floats(blocked_size(rows, panels), 1);
  std::vector<int> index;
  for (int k = 0; k < rows * per_row; ++k) index.push_back(k * k % table_rows);
  std::vector<float> table(blocked_size(table_rows, panels), 99.0f), sums(panels * kLanes, 99.0f);
  tested().scatter({d.data(),
                    rows * kLanes,
                    {index.data(), per_row},
                    table.data(),
                    table_rows * kLanes,
                    rows,
                    panels});
  tested().column_sums({d.data(), rows * kLanes, sums.data(), rows, panels});

  std::vector<float> expected(table.size(), 0.0f), expected_sums(sums.size(), 0.0f);
  for (int p = 0; p < panels; ++p) {
    for (int r = 0; r < rows; ++r) {
      for (int lane = 0; lane < kLanes; ++lane) {
        const float share = d[static_cast<std::size_t>((p * rows + r) * kLanes + lane)];
        expected_sums[static_cast<std::size_t>(p * kLanes + lane)] += share;
        for (int j = 0; j < per_row; ++j) {
          const int to = index[static_cast<std::size_t>(r * per_row + j)];
          expected[static_cast<std::size_t>((p * table_rows + to) * kLanes + lane)] += share;
        }
      }
    }
  }
  EXPECT_EQ(table, expected);
  EXPECT_EQ(sums, expected_sums);
}

// ---- loss and update

TEST_P(EngineKernels, SoftmaxLossAgreesWithDoubleAndIgnoresPadding) {
  const int rows = 7, classes = 37, panels = 3;
  auto logits = scaled(random_floats(blocked_size(rows, panels), 1), 8);
  const auto place = [&](int row, int v) {
    return static_cast<std::size_t>((v / kLanes * rows + row) * kLanes + v % kLanes);
  };
  for (int r = 0; r < rows; ++r) {
    for (int v = classes; v < panels * kLanes; ++v) logits[place(r, v)] = kNoLogit;
    logits[place(r, 5)] = -200;  // far too small to matter
  }
  const auto before = logits;
  const std::vector<int> targets = {0, 36, 5, 17, 17, 16, 15};
  const std::vector<float> scales(rows, 0.25f);
  std::vector<float> largest(rows), sum(rows), hit(rows);
  tested().softmax_loss({logits.data(), rows * kLanes, targets.data(), largest.data(), sum.data(),
                         hit.data(), scales.data(), true, rows, panels});
  for (int r = 0; r < rows; ++r) {
    const auto row = static_cast<std::size_t>(r);
    double total = 0;
    for (int v = 0; v < classes; ++v) total += std::exp(double{before[place(r, v)]});
    const double loss = std::log(total) - before[place(r, targets[row])];
    EXPECT_NEAR(std::log(double{sum[row]}) - (double{hit[row]} - largest[row]), loss, 1e-6 * loss);
    for (int v = 0; v < panels * kLanes; ++v) {
      const double p = v < classes ? std::exp(double{before[place(r, v)]}) / total : 0.0;
      const double slope = 0.25 * (p - (v == targets[row] ? 1 : 0));
      ASSERT_NEAR(logits[place(r, v)], slope, 1e-7) << r << ", " << v;
      if (v >= classes) {
        ASSERT_EQ(logits[place(r, v)], 0.0f);
      }
    }
  }
}

TEST_P(EngineKernels, AdamTakesTheReferencesSteps) {
  const std::size_t count = 64;
  auto value = random_floats(count, 1);
  std::vector<float> first(count), second(count), expected = value;
  Adam<float> reference(count);
  double power1 = 1, power2 = 1;
  for (std::uint32_t step = 0; step < 50; ++step) {
    const auto gradient = scaled(random_floats(count, 100 + step), 0.01f);
    power1 *= 0.9;
    power2 *= 0.999;
    const AdamStep adam{0.9f,
                        0.1f,
                        0.999f,
                        static_cast<float>(1 - 0.999),
                        static_cast<float>(1e-3 / (1 - power1)),
                        static_cast<float>(1 / std::sqrt(1 - power2)),
                        1e-8f};
    tested().adam(adam, {value.data(), gradient.data(), first.data(), second.data(), count});
    reference.step(expected, gradient);
  }
  for (std::size_t k = 0; k < count; ++k) EXPECT_NEAR(value[k], expected[k], 1e-6);
}

TEST_P(EngineKernels, AdamKeepsAShareOfTheValueAndScalesTheGradient) {
  std::vector<float> value(kLanes, 2.0f), first(kLanes), second(kLanes);
  const std::vector<float> gradient(kLanes, 8.0f);
  AdamStep step{0.0f, 1.0f, 0.0f, 1.0f, 0.5f, 1.0f, 0.0f};
  step.gradient_scale = 0.25f;
  step.keep = 0.75f;
  tested().adam(step, {value.data(), gradient.data(), first.data(), second.data(), kLanes});
  EXPECT_EQ(first, std::vector<float>(kLanes, 2.0f));
  EXPECT_EQ(second, std::vector<float>(kLanes, 4.0f));
  EXPECT_EQ(value, std::vector<float>(kLanes, 1.0f));  // 2 · 0.75 − 0.5 · 2 / 2
}

// ---- dropout

TEST_P(EngineKernels, DrawTheMasksOfThePlainNetwork) {
  const std::uint64_t seed = 0x123456789abcdef0, step = 0x1234567890;
  for (const int units : {5, 16, 21, 192, 1000, 2500}) {
    for (const int steps : {1, 3}) {
      const int lanes = 3, rows = 16;
      const DropoutDraw draw{seed, step, 17, 0.3};
      std::vector<float> blocked(blocked_size(rows, panels_of(units)), -1.0f);
      fill_sequence_mask(tested(), draw, {steps, rows, units}, lanes, {1, 2}, blocked.data());
      for (int lane = 0; lane < lanes; ++lane) {
        std::vector<float> plain(static_cast<std::size_t>(steps * units));
        fill_dropout_mask<float>(seed, step, 17, static_cast<std::uint32_t>(lane), 0.3, plain);
        for (int t = 0; t < steps; ++t) {
          for (int u = 0; u < units; ++u) {
            const float drawn = blocked[static_cast<std::size_t>(
                (u / kLanes * rows + t * lanes + lane) * kLanes + u % kLanes)];
            EXPECT_EQ(drawn, lane == 0 ? -1.0f : plain[static_cast<std::size_t>(t * units + u)]);
          }
        }
      }
    }
  }
}

// ---- activations, sums, averages

TEST_P(EngineKernels, ActivateAndTheirGradients) {
  const std::size_t count = 64;
  const auto x = scaled(random_floats(count, 1), 3), d = random_floats(count, 2);
  for (const Activation activation : {Activation::kNone, Activation::kRelu, Activation::kTanh}) {
    auto y = x, d_x = d;
    tested().activate(activation, y.data(), count);
    tested().activate_backward(activation, y.data(), d_x.data(), count);
    for (std::size_t k = 0; k < count; ++k) {
      const double t = std::tanh(double{x[k]});
      const bool relu = activation == Activation::kRelu, tanh = activation == Activation::kTanh;
      EXPECT_NEAR(y[k], relu ? std::max(x[k], 0.0f) : tanh ? t : x[k], 1e-6);
      EXPECT_NEAR(d_x[k], d[k] * (relu ? (x[k] > 0 ? 1 : 0) : tanh ? 1 - t * t : 1), 1e-6);
    }
  }
}

TEST_P(EngineKernels, SumSquaresAndBlendAverages) {
  const std::size_t count = 96;
  const auto x = random_floats(count, 1);
  double squares = 0;
  for (const float each : x) squares += double{each} * each;
  EXPECT_NEAR(tested().sum_of_squares(x.data(), count), squares, 1e-4);
  auto average = random_floats(count, 2);
  const auto before = average;
  tested().blend(x.data(), 0.25f, average.data(), count);
  for (std::size_t k = 0; k < count; ++k) {
    EXPECT_NEAR(average[k], 0.75 * before[k] + 0.25 * x[k], 1e-6);
  }
}

// ---- the same bits

TEST_P(EngineKernels, GiveThePortableBits) {
  const KernelTable& portable = kernels(Isa::kPortable);
  const auto twice = [&](auto run) {
    const auto mine = run(tested()), theirs = run(portable);
    EXPECT_EQ(mine, theirs);
  };
  for (const float range : {0.1f, 3.0f, 50.0f}) {
    twice([&](const KernelTable& kernels) {
      Cell cell(100, range);
      cell.forward(kernels);
      auto d_cell = random_floats(cell.count(), 6);
      const auto d_hidden = random_floats(cell.count(), 5);
      kernels.cell_backward({cell.gates.data(), static_cast<std::ptrdiff_t>(cell.count()),
                             cell.cell_before.data(), cell.cell_tanh.data(), d_hidden.data(),
                             d_cell.data(), cell.rows});
      auto all = cell.gates;
      for (const auto* each : {&cell.cell, &cell.cell_tanh, &cell.hidden, &d_cell}) {
        all.insert(all.end(), each->begin(), each->end());
      }
      return all;
    });
    twice([&](const KernelTable& kernels) {
      const int rows = 20;
      auto logits = scaled(random_floats(blocked_size(rows, 5), 4), range);
      std::vector<float> numbers(3 * rows);
      const std::vector<int> targets(rows, 70);
      const std::vector<float> scales(rows, 1.0f / rows);
      kernels.softmax_loss({logits.data(), rows * kLanes, targets.data(), numbers.data(),
                            numbers.data() + rows, numbers.data() + 2 * rows, scales.data(), true,
                            rows, 5});
      logits.insert(logits.end(), numbers.begin(), numbers.end());
      return logits;
    });
    twice([&](const KernelTable& kernels) {
      auto value = random_floats(320, 1), first = random_floats(320, 2);
      auto second = random_floats(320, 3), gradient = scaled(random_floats(320, 4), range);
      for (float& each : second) each = std::abs(each);
      kernels.adam({0.9f, 0.1f, 0.999f, 0.001f, 0.01f, 1.5f, 1e-8f},
                   {value.data(), gradient.data(), first.data(), second.data(), 320});
      kernels.activate(Activation::kTanh, gradient.data(), 320);
      kernels.activate_backward(Activation::kTanh, gradient.data(), second.data(), 320);
      kernels.blend(gradient.data(), 0.3f, second.data(), 320);
      second.front() = kernels.sum_of_squares(gradient.data(), 320);
      kernels.scale(first.data(), second.data(), first.data(), 320);
      value.insert(value.end(), first.begin(), first.end());
      value.insert(value.end(), second.begin(), second.end());
      return value;
    });
  }
}

INSTANTIATE_TEST_SUITE_P(Isas, EngineKernels, ::testing::ValuesIn(all_isas()), name_of_isa);

}  // namespace
}  // namespace bach::engine
