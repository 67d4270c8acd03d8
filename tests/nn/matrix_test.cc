#include "nn/matrix.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include "base/random.h"
#include "nn/linear.h"

namespace bach {
namespace {

using ::testing::ElementsAre;

std::vector<double> noise(int rows, int columns, std::uint32_t which) {
  const CounterRandom random(7, Purpose::kProgress);
  std::vector<double> values(static_cast<std::size_t>(rows * columns));
  for (std::uint32_t k = 0; k < values.size(); ++k) {
    values[k] = random.uniform_double(0, which, k) - 0.5;
  }
  return values;
}

// The same sums in the most obvious loops. They must agree to the last bit: the order is promised.
std::vector<double> obvious_product(int m, int n, int k, const std::vector<double>& a,
                                    const std::vector<double>& b, std::vector<double> c) {
  for (int i = 0; i < m; ++i) {
    for (int j = 0; j < n; ++j) {
      for (int l = 0; l < k; ++l) c[i * n + j] += a[i * k + l] * b[l * n + j];
    }
  }
  return c;
}

TEST(Matrix, ProductsAddTheirTermsInOrderWhateverTheShape) {
  for (const auto& [m, n, k] : {std::array{1, 1, 1}, std::array{3, 5, 2}, std::array{16, 256, 4},
                                std::array{17, 257, 5}, std::array{40, 600, 7}}) {
    const auto a = noise(m, k, 0), b = noise(k, n, 1), c = noise(m, n, 2);
    const auto expected = obvious_product(m, n, k, a, b, c);
    auto result = c;
    add_product(m, n, k, a.data(), b.data(), result.data());
    EXPECT_EQ(result, expected) << m << "×" << n << "×" << k;

    std::vector<double> a_t(a.size());
    transpose(m, k, a.data(), a_t.data());
    result = c;
    add_transposed_product(m, n, k, a_t.data(), b.data(), result.data());
    EXPECT_EQ(result, expected) << m << "×" << n << "×" << k << " transposed";
  }
}

TEST(Matrix, TransposesBackAndForth) {
  const auto a = noise(33, 18, 3);
  std::vector<double> t(a.size()), back(a.size());
  transpose(33, 18, a.data(), t.data());
  EXPECT_EQ(t[5 * 33 + 20], a[20 * 18 + 5]);
  transpose(18, 33, t.data(), back.data());
  EXPECT_EQ(back, a);
}

TEST(Matrix, GathersAndScattersRows) {
  const std::vector<double> table = {0, 1, 10, 11, 20, 21};
  const std::vector<int> index = {2, 0, 2};
  std::vector<double> rows(6);
  gather_rows(3, 2, table.data(), index.data(), rows.data());
  EXPECT_THAT(rows, ElementsAre(20, 21, 0, 1, 20, 21));
  std::vector<double> sums(6, 1.0);
  scatter_add_rows(3, 2, rows.data(), index.data(), sums.data());
  EXPECT_THAT(sums, ElementsAre(1, 2, 1, 1, 41, 43));
}

TEST(Linear, IsWeightTimesInputPlusBias) {
  // Two rows through W = (1 2; 3 4; 5 6), b = (10, 20, 30).
  const std::vector<double> x = {1, 1, 2, 0}, weight = {1, 2, 3, 4, 5, 6};
  const std::vector<double> weight_t = {1, 3, 5, 2, 4, 6}, bias = {10, 20, 30};
  std::vector<double> y(6);
  linear_forward({2, 2, 3}, x.data(), weight_t.data(), bias.data(), y.data());
  EXPECT_THAT(y, ElementsAre(13, 27, 41, 12, 26, 40));

  const std::vector<double> d_y = {1, 0, 0, 0, 1, 2};
  std::vector<double> d_x(4), d_weight(6), d_bias(3);
  linear_backward_input({2, 2, 3}, d_y.data(), weight.data(), d_x.data());
  EXPECT_THAT(d_x, ElementsAre(1, 2, 13, 16));
  linear_backward_weights({2, 2, 3}, x.data(), d_y.data(), d_weight.data(), d_bias.data());
  EXPECT_THAT(d_weight, ElementsAre(1, 1, 2, 0, 4, 0));
  EXPECT_THAT(d_bias, ElementsAre(1, 1, 2));
}

}  // namespace
}  // namespace bach
