// Kernels of a device beside the processor's: the same bits.
#include <bit>
#include <cstring>

#include "base/random.h"
#include "gpu/any_device.h"
#include "nn/engine/shared.h"

namespace bach::gpu {
namespace {

using engine::kLanes;

// Numbers on both sides. `bits`: any there are but those that are no number.
struct Both {
  std::vector<float> host;
  engine::AlignedFloats there;
  engine::FloatMemory* memory;

  Both(std::size_t count, std::uint32_t seed, engine::FloatMemory* where, bool bits = false)
      : host(count), there(count, where), memory(where) {
    const CounterRandom random(seed, Purpose::kProgress);
    for (std::size_t i = 0; i < count; ++i) {
      const auto unit = static_cast<std::uint32_t>(i);
      host[i] = random.uniform_float(0, 0, unit) * 2 - 1;
      if (!bits) continue;
      host[i] = std::bit_cast<float>(random.bits(1, 0, unit));
      if (host[i] != host[i]) host[i] = 0;
    }
    give();
  }
  void give() { memory->write(host.data(), there.data(), host.size()); }
  ::testing::AssertionResult same() const {
    std::vector<float> read(host.size());
    memory->read(there.data(), read.data(), read.size());
    for (std::size_t i = 0; i < read.size(); ++i) {
      const bool numbers = read[i] == read[i] || host[i] == host[i];
      if (numbers && std::memcmp(&read[i], &host[i], sizeof(float)) != 0) {
        return ::testing::AssertionFailure()
               << "number " << i << " of " << read.size() << ": " << read[i] << ", not " << host[i];
      }
    }
    return ::testing::AssertionSuccess();
  }
};

void expect_same_products(const engine::Kernels& device) {
  const engine::Kernels& host = engine::host_kernels(engine::Isa::kPortable);
  engine::FloatMemory* memory = device.memory();
  for (const auto& [rows, blocks, panels] :
       {std::array{1, 1, 1}, {7, 2, 5}, {65, 3, 4}, {150, 1, 9}}) {
    const std::ptrdiff_t a_block = (rows + 2) * kLanes, c_panel = (rows + 1) * kLanes;
    Both a(static_cast<std::size_t>(a_block * blocks), 1, memory);
    Both b(static_cast<std::size_t>(256 * blocks * panels), 2, memory);
    Both c(static_cast<std::size_t>(c_panel * panels), 3, memory);
    Both bias(static_cast<std::size_t>(panels * kLanes), 4, memory);
    Both table(static_cast<std::size_t>(panels * 3 * kLanes), 5, memory);
    engine::Shared<int> index(static_cast<std::size_t>(rows) * 2, memory);
    for (int i = 0; i < rows * 2; ++i) index.host()[i] = i * 7 % 3;
    index.give(index.size());
    for (const auto start : {engine::Start::kZero, engine::Start::kKeep, engine::Start::kRowSums}) {
      host.multiply({a.host.data(),
                     a_block,
                     b.host.data(),
                     256 * blocks,
                     c.host.data(),
                     c_panel,
                     rows,
                     blocks,
                     panels,
                     start,
                     {bias.host.data(), table.host.data(), 3 * kLanes, {index.host(), 2}}});
      device.multiply({a.there.data(),
                       a_block,
                       b.there.data(),
                       256 * blocks,
                       c.there.data(),
                       c_panel,
                       rows,
                       blocks,
                       panels,
                       start,
                       {bias.there.data(), table.there.data(), 3 * kLanes, {index.there(), 2}}});
      EXPECT_TRUE(c.same()) << rows << " rows";
    }
    Both product(static_cast<std::size_t>(256 * blocks * panels), 6, memory);
    host.multiply_transposed({a.host.data(), a_block, c.host.data(), c_panel, product.host.data(),
                              256 * blocks, rows, blocks, panels});
    device.multiply_transposed({a.there.data(), a_block, c.there.data(), c_panel,
                                product.there.data(), 256 * blocks, rows, blocks, panels});
    EXPECT_TRUE(product.same()) << rows << " rows";
    host.scatter(
        {c.host.data(), c_panel, {index.host(), 2}, table.host.data(), 3 * kLanes, rows, panels});
    device.scatter({c.there.data(),
                    c_panel,
                    {index.there(), 2},
                    table.there.data(),
                    3 * kLanes,
                    rows,
                    panels});
    EXPECT_TRUE(table.same()) << rows << " rows";
    host.column_sums({c.host.data(), c_panel, bias.host.data(), rows, panels});
    device.column_sums({c.there.data(), c_panel, bias.there.data(), rows, panels});
    EXPECT_TRUE(bias.same()) << rows << " rows";
    host.add_squares(b.host.data(), b.host.size(), bias.host.data());
    device.add_squares(b.there.data(), b.host.size(), bias.there.data());
    EXPECT_TRUE(bias.same()) << rows << " rows";
  }
  EXPECT_TRUE(device.status().ok());
}

class DeviceKernels : public OnDevice {
 protected:
  void SetUp() override {
    OnDevice::SetUp();
    if (index_ >= 0) device_ = open();
  }
  const engine::Kernels& host_ = engine::host_kernels(engine::Isa::kPortable);
  std::unique_ptr<engine::Kernels> device_;
};

TEST_F(DeviceKernels, MultiplyInTheSameOrder) { expect_same_products(*device_); }

TEST_F(DeviceKernels, MultiplyInTilesInTheSameOrder) {
  expect_same_products(*open({.tiles = true}));
}

// All kinds of numbers, the smallest and infinite ones, too; with the device's division and ours.
TEST_F(DeviceKernels, RoundAsTheProcessor) {
  const std::unique_ptr<engine::Kernels> by_whole_numbers = open({.own_division = true});
  constexpr int kRows = 40;
  constexpr std::size_t kCount = kRows * kLanes;
  for (const engine::Kernels* device : {device_.get(), by_whole_numbers.get()}) {
    for (const bool bits : {false, true}) {
      engine::FloatMemory* memory = device->memory();
      Both gates(4 * kCount, 1, memory, bits), before(kCount, 2, memory, bits);
      Both cell(kCount, 3, memory), cell_tanh(kCount, 4, memory), hidden(kCount, 5, memory);
      host_.cell_forward({gates.host.data(), kCount, before.host.data(), cell.host.data(),
                          cell_tanh.host.data(), hidden.host.data(), kRows},
                         {1, 0, 0});
      device->cell_forward({gates.there.data(), kCount, before.there.data(), cell.there.data(),
                            cell_tanh.there.data(), hidden.there.data(), kRows},
                           {1, 0, 0});
      EXPECT_TRUE(gates.same() && cell.same() && cell_tanh.same() && hidden.same());
      Both gradient(kCount, 6, memory, bits), first(kCount, 7, memory, bits);
      Both second(kCount, 8, memory, bits), value(kCount, 9, memory, bits);
      const engine::AdamStep step{0.9f, 0.1f, 0.999f, 0.001f, 0.01f, 3.0f, 1e-8f, 0.5f, 0.99f};
      host_.adam(step, {value.host.data(), gradient.host.data(), first.host.data(),
                        second.host.data(), kCount});
      device->adam(step, {value.there.data(), gradient.there.data(), first.there.data(),
                          second.there.data(), kCount});
      EXPECT_TRUE(value.same());
      EXPECT_TRUE(first.same());
      EXPECT_TRUE(second.same());
    }
    EXPECT_TRUE(device->status().ok());
  }
}

// What goes over all weights at once.
TEST_F(DeviceKernels, GoOverAllWeightsAtOnce) {
  engine::FloatMemory* memory = device_->memory();
  constexpr std::size_t kCount = 16 * 300;
  Both x(kCount, 1, memory), totals(3, 2, memory);
  engine::Shared<int> spans(8, memory), begins(4, memory), decays(kCount / kLanes, memory);
  // The first total has two spans, the second none, the third one that is longer than a group takes.
  const int spans_of_totals[] = {0, 5, 20, 1, 30, 260, 0, 0}, first_of_totals[] = {0, 2, 2, 3};
  std::copy_n(spans_of_totals, 8, spans.host());
  std::copy_n(first_of_totals, 4, begins.host());
  for (std::size_t i = 0; i < decays.size(); ++i) decays.host()[i] = i % 3 == 0 ? 1 : 0;
  for (engine::Shared<int>* each : {&spans, &begins, &decays}) each->give(each->size());
  host_.sum_squares({x.host.data(), spans.host(), begins.host(), 3, totals.host.data()});
  device_->sum_squares({x.there.data(), spans.there(), begins.there(), 3, totals.there.data()});
  EXPECT_TRUE(totals.same());
  EXPECT_EQ(totals.host[1], 0.0f);
  EXPECT_GT(totals.host[2], 0.0f);

  Both gradient(kCount, 3, memory), first(kCount, 4, memory), second(kCount, 5, memory);
  for (float& each : second.host) each = each * each;
  second.give();
  const engine::AdamStep step{0.9f, 0.1f, 0.999f, 0.001f, 0.01f, 3.0f, 1e-8f, 0.5f, 0.5f};
  host_.adam_of_all(
      step, {x.host.data(), gradient.host.data(), first.host.data(), second.host.data(), kCount},
      decays.host());
  device_->adam_of_all(
      step,
      {x.there.data(), gradient.there.data(), first.there.data(), second.there.data(), kCount},
      decays.there());
  EXPECT_TRUE(x.same());
  EXPECT_TRUE(first.same() && second.same());
}

TEST_F(DeviceKernels, PutLanesSideBySide) {
  engine::FloatMemory* memory = device_->memory();
  constexpr int kHeld = 40, kPanels = 3, kOf = 7, kSteps = 5;
  Both from(kHeld * kPanels * kLanes, 1, memory), to(kHeld * kPanels * kLanes, 2, memory);
  host_.order_by_lanes({from.host.data(), to.host.data(), kHeld * kLanes, kPanels, kOf, kSteps});
  device_->order_by_lanes(
      {from.there.data(), to.there.data(), kHeld * kLanes, kPanels, kOf, kSteps});
  EXPECT_TRUE(to.same());
  EXPECT_EQ(to.host[(1 * kSteps + 2) * kLanes], from.host[(2 * kOf + 1) * kLanes]);
}

// A process that has lanes 70 … of all draws theirs.
TEST_F(DeviceKernels, DropWhatTheProcessorDrops) {
  engine::FloatMemory* memory = device_->memory();
  constexpr int kUnits = 35, kOf = 6, kSteps = 3, kHeld = 24;
  const auto panels = static_cast<std::size_t>(engine::panels_of(kUnits));
  for (const std::uint32_t first_row : {0u, 70u}) {
    const engine::DropoutDraw draw{7, 11, 3, 0.4, first_row};
    Both mask(panels * kHeld * kLanes, 1, memory);
    host_.sequence_mask(draw, {kSteps, kHeld, kUnits}, kOf, {1, 4}, mask.host.data());
    device_->sequence_mask(draw, {kSteps, kHeld, kUnits}, kOf, {1, 4}, mask.there.data());
    // Of the last panel's padding nothing is said.
    std::vector<float> there(mask.host.size());
    memory->read(mask.there.data(), there.data(), there.size());
    for (std::size_t i = 0; i < there.size(); ++i) {
      const std::size_t unit = i / (kHeld * kLanes) * kLanes + i % kLanes;
      if (unit >= kUnits) continue;
      EXPECT_EQ(there[i], mask.host[i]) << first_row << ", number " << i;
    }
  }
  Both factors(panels * 4 * 48 * kLanes, 2, memory);
  const engine::DropoutDraw draw{7, 11, 24, 0.4};
  host_.weight_mask(draw, {factors.host.data(), 48, kUnits, 0, 3});
  device_->weight_mask(draw, {factors.there.data(), 48, kUnits, 0, 3});
  EXPECT_TRUE(factors.same());
}

}  // namespace
}  // namespace bach::gpu
