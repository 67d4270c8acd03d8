// The engine's products against their definition, number by number and bit by bit: one chain of
// fused multiply-adds in ascending order for each output.
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <vector>

#include "base/random.h"
#include "nn/each_isa.h"
#include "nn/engine/blocked.h"
#include "nn/random_floats.h"
#include "reference/fused.h"

namespace bach::engine {
namespace {

// A blocked matrix that holds more rows than are used, from `first` on.
struct Matrix {
  Matrix(int rows_held, int panels, std::uint32_t which)
      : held(rows_held), numbers(random_floats(blocked_size(rows_held, panels), which)) {}

  float& at(int row, int column) {
    return numbers[blocked_size(held, column / kLanes) +
                   static_cast<std::size_t>(row * kLanes + column % kLanes)];
  }
  float* row(int first) { return numbers.data() + first * kLanes; }
  std::ptrdiff_t panel() const { return std::ptrdiff_t{held} * kLanes; }

  int held;
  std::vector<float> numbers;
};

class EngineProducts : public EachIsa {};

TEST_P(EngineProducts, AddUpEachOutputInOneOrder) {
  struct Shape {
    int rows, k_blocks, panels;
  };
  // From one row to more than any tile; one block of k to more than are taken at a time.
  for (const Shape& shape : {Shape{1, 1, 1},
                             {1, 3, 7},
                             {2, 1, 5},
                             {3, 2, 2},
                             {5, 17, 1},
                             {6, 1, 3},
                             {7, 4, 4},
                             {8, 2, 5},
                             {13, 33, 3},
                             {64, 2, 1}}) {
    for (const Start start : {Start::kZero, Start::kKeep, Start::kRowSums}) {
      const int depth = shape.k_blocks * kLanes, first = 2;
      Matrix a(shape.rows + 3, shape.k_blocks, 1), b(depth, shape.panels, 2);
      Matrix c(shape.rows + 3, shape.panels, 3), table(11, shape.panels, 4);
      const auto bias = random_floats(static_cast<std::size_t>(shape.panels * kLanes), 5);
      const int per_row = 3;
      std::vector<int> index;
      for (int k = 0; k < shape.rows * per_row; ++k) index.push_back(k * k * 7 % table.held);
      Matrix expected = c;
      for (int r = first; r < first + shape.rows; ++r) {
        for (int n = 0; n < shape.panels * kLanes; ++n) {
          float sum = start == Start::kKeep ? expected.at(r, n) : 0.0f;
          if (start == Start::kRowSums) {
            sum = bias[static_cast<std::size_t>(n)];
            for (int j = 0; j < per_row; ++j) {
              sum += table.at(index[static_cast<std::size_t>((r - first) * per_row + j)], n);
            }
          }
          for (int k = 0; k < depth; ++k) sum = test::fused(a.at(r, k), b.at(k, n), sum);
          expected.at(r, n) = sum;
        }
      }
      tested().multiply({a.row(first),
                         a.panel(),
                         b.row(0),
                         b.panel(),
                         c.row(first),
                         c.panel(),
                         shape.rows,
                         shape.k_blocks,
                         shape.panels,
                         start,
                         {bias.data(), table.row(0), table.panel(), {index.data(), per_row}}});
      EXPECT_EQ(c.numbers, expected.numbers)
          << shape.rows << " rows, " << depth << " deep, " << shape.panels << " panels";
    }
  }
}

TEST_P(EngineProducts, OverRowsAddUpRowByRow) {
  struct Shape {
    int rows, k_blocks, panels;
  };
  // Also fewer and more rows than are taken at a time.
  for (const Shape& shape :
       {Shape{1, 1, 1}, {15, 2, 3}, {448, 1, 2}, {300, 1, 1}, {129, 1, 5}, {128, 2, 1}}) {
    Matrix a(shape.rows, shape.k_blocks, 10), d(shape.rows, shape.panels, 500);
    Matrix c(shape.k_blocks * kLanes, shape.panels, 3), expected = c;
    for (int k = 0; k < shape.k_blocks * kLanes; ++k) {
      for (int n = 0; n < shape.panels * kLanes; ++n) {
        float sum = 0;
        for (int r = 0; r < shape.rows; ++r) sum = test::fused(a.at(r, k), d.at(r, n), sum);
        expected.at(k, n) = sum;
      }
    }
    tested().multiply_transposed({a.row(0), a.panel(), d.row(0), d.panel(), c.row(0), c.panel(),
                                  shape.rows, shape.k_blocks, shape.panels});
    EXPECT_EQ(c.numbers, expected.numbers) << shape.rows << " rows";
  }
}

TEST_P(EngineProducts, RoundOnceAtTheEdgesOfFloat) {
  // Sums that cancel, that lie half-way between two floats, that vanish below the normal range or
  // overflow; and what is not a number.
  const float inf = INFINITY, tiny = 0x1p-149f, least = 0x1p-126f;
  const float values[] = {0.0f,    -0.0f,   1.0f,      -1.0f,      0x1.000002p0f, 0x1.fffffep-1f,
                          tiny,    -tiny,   least,     0x1.8p-75f, 0x1p-75f,      0x1.fffffep127f,
                          0x1p64f, 0x1p23f, 0x1.8p24f, inf,        -inf,          NAN};
  Matrix a(1, 1, 0), b(16, 1, 0), c(1, 1, 0);
  std::fill(a.numbers.begin(), a.numbers.end(), 0.0f);
  std::fill(b.numbers.begin(), b.numbers.end(), 0.0f);
  for (const float x : values) {
    for (const float y : values) {
      for (const float z : values) {
        a.at(0, 0) = x;
        b.at(0, 0) = y;
        c.at(0, 0) = z;
        const float expected = test::fused(x, y, z);
        tested().multiply({a.row(0), 16, b.row(0), 256, c.row(0), 16, 1, 1, 1, Start::kKeep, {}});
        // The fifteen further terms are 0 · 0.
        if (std::isnan(expected)) {
          EXPECT_TRUE(std::isnan(c.at(0, 0))) << x << " * " << y << " + " << z;
        } else {
          EXPECT_EQ(c.at(0, 0), expected) << x << " * " << y << " + " << z;
        }
      }
    }
  }
}

TEST_P(EngineProducts, RoundOnceOnNumbersOfAllSizes) {
  Matrix a(1, 1, 0), b(16, 1, 0), c(1, 1, 0);
  std::fill(a.numbers.begin(), a.numbers.end(), 0.0f);
  std::fill(b.numbers.begin(), b.numbers.end(), 0.0f);
  for (std::uint32_t turn = 0; turn < 20000; ++turn) {
    const auto x = random_floats(3, 1000 + turn);
    a.at(0, 0) = std::ldexp(x[0], static_cast<int>(turn % 61) - 100);
    b.at(0, 0) = std::ldexp(x[1], static_cast<int>(turn % 37) - 40);
    // Near the product in size, where rounding twice would show.
    const float z = std::ldexp(x[2], static_cast<int>(turn % 61 + turn % 37 + turn % 53) - 166);
    c.at(0, 0) = z;
    const float expected = test::fused(a.at(0, 0), b.at(0, 0), z);
    tested().multiply({a.row(0), 16, b.row(0), 256, c.row(0), 16, 1, 1, 1, Start::kKeep, {}});
    ASSERT_EQ(c.at(0, 0), expected) << a.at(0, 0) << " * " << b.at(0, 0) << " + " << z;
  }
}

// Any bits at all, and triples that rounding twice gets wrong.
class Triples {
 public:
  explicit Triples(std::uint32_t which) : which_(which) {}

  float bits() {
    float number = 0;
    const std::uint32_t word = draw();
    std::memcpy(&number, &word, sizeof number);
    return number;
  }
  // With up to 12 significant bits, as halves have them, in size 2^exponent … 2^(exponent + 1).
  float coarse(int exponent) {
    const auto mantissa = static_cast<float>(2048 + (draw() >> 21));
    const float number = std::ldexp(mantissa, exponent - 11);
    return draw() % 2 == 0 ? number : -number;
  }
  int below(int most) { return static_cast<int>(draw() % static_cast<std::uint32_t>(most)); }
  // 16 numbers of one of the kinds.
  void fill(float* to, int kind) {
    for (int i = 0; i < 16; ++i) {
      to[i] = kind == 0       ? bits()
              : kind == 1     ? coarse(below(14) - 12)
              : kind == 2     ? std::ldexp(coarse(0), below(40) - 80)
              : below(2) == 0 ? 0.0f
                              : std::ldexp(coarse(-1), below(3) * -24);
    }
  }

 private:
  std::uint32_t draw() { return random_.block(0, which_, next_++)[0]; }
  const CounterRandom random_{7, Purpose::kProgress};
  std::uint32_t which_, next_ = 0;
};

bool same(float a, float b) {
  return (std::isnan(a) && std::isnan(b)) || (a == b && std::signbit(a) == std::signbit(b));
}

TEST_P(EngineProducts, ChainsOfAnyNumbersAreThoseOfTheirDefinition) {
  for (std::uint32_t turn = 0; turn < 3000; ++turn) {
    Triples triples(turn);
    const int rows = 1 + static_cast<int>(turn % 5);
    Matrix a(rows, 1, 0), b(16, 1, 0), c(rows, 1, 0);
    const int kind = static_cast<int>(turn / 5 % 4);
    for (int r = 0; r < rows; ++r) triples.fill(a.row(r), kind);
    for (int k = 0; k < 16; ++k) triples.fill(b.row(k), kind);
    for (int r = 0; r < rows; ++r) triples.fill(c.row(r), kind);
    Matrix expected = c, outer(16, 1, 0), expected_outer = outer;
    for (int n = 0; n < 16; ++n) {
      for (int r = 0; r < rows; ++r) {
        for (int k = 0; k < 16; ++k) {
          expected.at(r, n) = test::fused(a.at(r, k), b.at(k, n), expected.at(r, n));
        }
      }
      for (int k = 0; k < 16; ++k) {
        float sum = 0;
        for (int r = 0; r < rows; ++r) sum = test::fused(a.at(r, k), c.at(r, n), sum);
        expected_outer.at(k, n) = sum;
      }
    }
    tested().multiply_transposed(
        {a.row(0), a.panel(), c.row(0), c.panel(), outer.row(0), outer.panel(), rows, 1, 1});
    tested().multiply({a.row(0),
                       a.panel(),
                       b.row(0),
                       b.panel(),
                       c.row(0),
                       c.panel(),
                       rows,
                       1,
                       1,
                       Start::kKeep,
                       {}});
    for (int n = 0; n < 16; ++n) {
      for (int r = 0; r < rows; ++r) {
        ASSERT_PRED2(same, c.at(r, n), expected.at(r, n)) << turn << ": " << r << ", " << n;
      }
      for (int k = 0; k < 16; ++k) {
        ASSERT_PRED2(same, outer.at(k, n), expected_outer.at(k, n))
            << turn << ": " << k << ", " << n;
      }
    }
  }
}

TEST(Fused, ByHandIsWhatTheProcessorDoes) {
#if defined(__EMSCRIPTEN__)
  GTEST_SKIP() << "std::fma is not exact here";
#endif
  Triples triples(1);
  for (int turn = 0; turn < 200000; ++turn) {
    const bool any = turn % 2 == 0;
    const float x = any ? triples.bits() : triples.coarse(triples.below(8));
    const float y = any ? triples.bits() : triples.coarse(triples.below(8));
    const float z = any ? triples.bits() : std::ldexp(triples.coarse(0), triples.below(60) - 30);
    ASSERT_PRED2(same, test::fused_by_hand(x, y, z), std::fma(x, y, z))
        << x << " " << y << " " << z;
  }
}

INSTANTIATE_TEST_SUITE_P(Isas, EngineProducts, ::testing::ValuesIn(all_isas()), name_of_isa);

}  // namespace
}  // namespace bach::engine
