// Every instruction set against the portable kernels, bit by bit, on any shape and any numbers.
#include <bit>
#include <cmath>
#include <cstring>
#include <vector>

#include "fuzz/bytes.h"
#include "fuzz/check.h"
#include "nn/engine/blocked.h"
#include "nn/engine/kernel_table.h"
#include "nn/random_floats.h"

namespace bach::engine {
namespace {

using fuzz::Choices;

// What each run begins with: the same for every instruction set.
struct Shape {
  int rows, k_blocks, panels, per_row, table_rows;
  int spare;  // rows held and not used, which must stay as they are
  Start start;
  float range;
  std::uint32_t which;
};

Shape shape_of(Choices& choices) {
  Shape shape{};
  shape.rows = 1 + choices.below(240);
  shape.k_blocks = choices.below(8);
  shape.panels = 1 + choices.below(8);
  shape.per_row = choices.below(4);
  shape.table_rows = 1 + choices.below(20);
  shape.spare = choices.below(3);
  shape.start = static_cast<Start>(choices.below(3));
  shape.range = std::ldexp(1.0f, choices.below(64) - 40);
  shape.which = choices.byte();
  return shape;
}

using Floats = std::vector<float>;

Floats numbers(std::size_t count, const Shape& shape, std::uint32_t which) {
  Floats out = random_floats(count, shape.which * 64 + which);
  out.reserve(1);  // never null
  for (float& each : out) each *= shape.range;
  return out;
}

std::vector<int> indices(std::size_t count, int bound, const Shape& shape) {
  std::vector<int> out(count);
  out.reserve(1);
  std::uint32_t state = shape.which;
  for (int& each : out) {
    state = state * 1664525u + 1013904223u;
    each = static_cast<int>((state >> 8) % static_cast<std::uint32_t>(bound));
  }
  return out;
}

void append(Floats& to, const Floats& from) { to.insert(to.end(), from.begin(), from.end()); }

Floats products(const KernelTable& kernels, const Shape& s) {
  const int held = s.rows + s.spare;
  const auto panel = std::ptrdiff_t{held} * kLanes;
  const Floats a = numbers(blocked_size(held, s.k_blocks), s, 1);
  const Floats b = numbers(blocked_size(16 * s.k_blocks, s.panels), s, 2);
  const Floats bias = numbers(blocked_size(1, s.panels), s, 3);
  const Floats table = numbers(blocked_size(s.table_rows, s.panels), s, 4);
  const auto list = indices(static_cast<std::size_t>(s.rows * s.per_row), s.table_rows, s);
  Floats c = numbers(blocked_size(held, s.panels), s, 5);
  kernels.multiply({a.data(),
                    panel,
                    b.data(),
                    std::ptrdiff_t{16} * s.k_blocks * kLanes,
                    c.data(),
                    panel,
                    s.rows,
                    s.k_blocks,
                    s.panels,
                    s.start,
                    {bias.data(),
                     table.data(),
                     std::ptrdiff_t{s.table_rows} * kLanes,
                     {list.data(), s.per_row}}});
  const Floats d = numbers(blocked_size(held, s.panels), s, 6);
  Floats weights(blocked_size(16 * s.k_blocks, s.panels), 1.0f);
  weights.reserve(1);
  kernels.multiply_transposed({a.data(), panel, d.data(), panel, weights.data(),
                               std::ptrdiff_t{16} * s.k_blocks * kLanes, s.rows, s.k_blocks,
                               s.panels});
  append(c, weights);
  return c;
}

Floats rows_by_index(const KernelTable& kernels, const Shape& s) {
  const int held = s.rows + s.spare;
  const auto panel = std::ptrdiff_t{held} * kLanes;
  const Floats d = numbers(blocked_size(held, s.panels), s, 1);
  const auto list = indices(static_cast<std::size_t>(s.rows * s.per_row), s.table_rows, s);
  Floats table(blocked_size(s.table_rows, s.panels), 3.0f), sums(blocked_size(1, s.panels), 3.0f);
  kernels.scatter({d.data(),
                   panel,
                   {list.data(), s.per_row},
                   table.data(),
                   std::ptrdiff_t{s.table_rows} * kLanes,
                   s.rows,
                   s.panels});
  kernels.column_sums({d.data(), panel, sums.data(), s.rows, s.panels});
  append(table, sums);
  return table;
}

Floats cell(const KernelTable& kernels, const Shape& s) {
  const auto count = static_cast<std::size_t>(s.rows) * kLanes;
  const auto gate = static_cast<std::ptrdiff_t>(count);
  Floats gates = numbers(4 * count, s, 1), after(count), tanh(count), hidden(count);
  const Floats before = numbers(count, s, 2), d_hidden = numbers(count, s, 3);
  Floats d_cell = numbers(count, s, 4);
  kernels.cell_forward(
      {gates.data(), gate, before.data(), after.data(), tanh.data(), hidden.data(), s.rows});
  Floats all = gates;
  kernels.cell_backward(
      {gates.data(), gate, before.data(), tanh.data(), d_hidden.data(), d_cell.data(), s.rows});
  for (const Floats* each : {&gates, &after, &tanh, &hidden, &d_cell}) append(all, *each);
  return all;
}

Floats loss(const KernelTable& kernels, const Shape& s) {
  const auto rows = static_cast<std::size_t>(s.rows);
  Floats logits = numbers(blocked_size(s.rows, s.panels), s, 1);
  const int classes = s.panels * kLanes - s.spare;
  for (int r = 0; r < s.rows; ++r) {
    for (int v = classes; v < s.panels * kLanes; ++v) {
      logits[static_cast<std::size_t>((v / kLanes * s.rows + r) * kLanes + v % kLanes)] = kNoLogit;
    }
  }
  const auto targets = indices(rows, classes, s);
  const Floats scales(rows, 0.25f);
  Floats largest(rows), sum(rows), hit(rows);
  kernels.softmax_loss({logits.data(), std::ptrdiff_t{s.rows} * kLanes, targets.data(),
                        largest.data(), sum.data(), hit.data(), scales.data(), s.which % 2 == 0,
                        s.rows, s.panels});
  for (const Floats* each : {&largest, &sum, &hit}) append(logits, *each);
  return logits;
}

Floats elementwise(const KernelTable& kernels, const Shape& s) {
  const auto count = static_cast<std::size_t>(s.rows) * kLanes;
  Floats value = numbers(count, s, 1), first = numbers(count, s, 2), second = numbers(count, s, 3);
  Floats gradient = numbers(count, s, 4);
  for (float& each : second) each = std::abs(each);
  AdamStep step{0.9f, 0.1f, 0.999f, 0.001f, 0.01f, 1.5f, 1e-8f};
  step.gradient_scale = s.range;
  step.keep = 0.99f;
  kernels.adam(step, {value.data(), gradient.data(), first.data(), second.data(), count});
  const auto activation = static_cast<Activation>(s.k_blocks % 3);
  kernels.activate(activation, gradient.data(), count);
  kernels.activate_backward(activation, gradient.data(), value.data(), count);
  kernels.blend(gradient.data(), 0.3f, second.data(), count);
  kernels.scale(first.data(), gradient.data(), first.data(), count);
  Floats mask(4 * count);
  const std::uint32_t counter[4] = {s.which, 1, 2, 3}, key[2] = {4, 5};
  kernels.draw_mask({counter, key, 0x40000000u * static_cast<std::uint32_t>(s.per_row), 1.25f,
                     mask.data(), static_cast<int>(count)});
  mask.push_back(kernels.sum_of_squares(gradient.data(), count));
  for (const Floats* each : {&value, &first, &second, &gradient}) append(mask, *each);
  return mask;
}

// Bit by bit, but that one NaN is as good as another.
bool same(const Floats& a, const Floats& b) {
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (std::isnan(a[i]) ? !std::isnan(b[i])
                         : std::bit_cast<std::uint32_t>(a[i]) != std::bit_cast<std::uint32_t>(b[i]))
      return false;
  }
  return a.size() == b.size();
}

void run(const std::uint8_t* data, std::size_t size) {
  Choices choices(data, size);
  const int kind = choices.below(5);
  const Shape shape = shape_of(choices);
  constexpr Floats (*kKinds[])(const KernelTable&, const Shape&) = {products, rows_by_index, cell,
                                                                    loss, elementwise};
  const auto compute = kKinds[kind];
  const Floats expected = compute(kernels(Isa::kPortable), shape);
  for (const Isa isa : all_isas()) {
    if (isa == Isa::kPortable || !isa_available(isa)) continue;
    fuzz::check(same(compute(kernels(isa), shape), expected), "one result on every processor");
  }
}

}  // namespace
}  // namespace bach::engine

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  bach::engine::run(data, size);
  return 0;
}
