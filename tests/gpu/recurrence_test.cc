// The steps of recurrent layers in one launch: which form is taken, and the same bits from all of them.
#include "gpu/recurrence.h"

#include "gpu/same_training.h"

namespace bach::gpu {
namespace {

TEST(RecurrencePlan, HoldsWeightsWhereTheyFit) {
  const RecurrencePlan small = plan_recurrence(16, 2, 2 * 32, {16, 16, 32768});
  EXPECT_EQ(small.rows, 4);
  EXPECT_EQ(small.teams, 1);
  EXPECT_EQ(small.width, 2);
  EXPECT_TRUE(small.held);
  EXPECT_EQ(small.weights, 4u * 32 * 32);
  EXPECT_FALSE(plan_recurrence(16, 2, 2 * 32, {16, 16, 16384}).held);
}

TEST(RecurrencePlan, GivesWorkToAllUnitsFirst) {
  const RecurrencePlan few = plan_recurrence(64, 16, 2 * 256, {132, 16, 49152});
  EXPECT_EQ(few.rows, 4);
  EXPECT_EQ(few.groups(64), 16);
  const RecurrencePlan many = plan_recurrence(1024, 16, 2 * 256, {132, 16, 49152});
  EXPECT_EQ(many.rows, 8);
  EXPECT_EQ(many.groups(1024), 128);
  const RecurrencePlan narrow = plan_recurrence(1024, 4, 2 * 64, {16, 16, 65536});
  EXPECT_EQ(narrow.teams, 4);
  EXPECT_EQ(narrow.groups(1024), 32);
}

TEST(RecurrencePlan, KeepsWithinTheDevice) {
  // The way back has 64 KiB for eight lanes of 256 units, 16 for four.
  EXPECT_EQ(plan_recurrence(1024, 16, 1024, {16, 16, 49152}).rows, 8);
  EXPECT_EQ(plan_recurrence(1024, 16, 1024, {16, 16, 16384}).rows, 4);
  EXPECT_EQ(plan_recurrence(1024, 16, 1024, {16, 16, 16383}).rows, 0);
  EXPECT_EQ(plan_recurrence(1024, 17, 2 * 272, {16, 16, 49152}).rows, 0);
  for (int panels = 1; panels <= 16; ++panels) {
    for (const int group_rows : {1, 4, 16}) {
      const RecurrencePlan plan = plan_recurrence(500, panels, 64 * panels, {8, group_rows, 49152});
      EXPECT_LE(plan.teams * plan.width, group_rows);
      EXPECT_LE((plan.states + plan.weights) * sizeof(float), 49152u);
      EXPECT_GE(plan.groups(500) * plan.rows * plan.teams, 500);
    }
  }
  // One group is enough for few lanes.
  EXPECT_EQ(plan_recurrence(7, 1, 64, {1, 16, 32768}).teams, 1);
}

Trained network(int hidden, int layers, bool dropout, int lanes, int steps) {
  NetworkConfig config = rich_sequence_config(layers, dropout);
  config.hidden = hidden;
  return {config, {.lanes = lanes, .steps = steps}, lanes, steps};
}

// As a device of few units takes them, of many, and one that has to go step by step; in groups of 256
// work-items all.
std::vector<DeviceOptions> kinds() {
  return {{.tiles = true, .units = 1, .local_memory = 49152},
          {.tiles = true, .units = 1000, .local_memory = 16384},
          {.tiles = true, .units = 1000, .local_memory = 60000},
          {.tiles = true, .local_memory = 64}};
}

class Recurrence : public OnDevice {};

// Small enough for a device that looks at every access.
TEST_F(Recurrence, GoesStepByStepOrNot) {
  for (const DeviceOptions& kind : kinds()) {
    expect_same_training(*open(kind), network(7, 2, true, 5, 3), 1);
  }
}

TEST_F(Recurrence, HasTheProcessorsBits) {
  for (const DeviceOptions& kind : kinds()) {
    const std::unique_ptr<engine::Kernels> device = open(kind);
    for (const Trained& each : {network(7, 2, true, 13, 5), network(48, 1, false, 4, 6),
                                network(16, 3, true, 37, 3), network(33, 1, true, 1, 9)}) {
      SCOPED_TRACE(testing::Message() << "hidden " << each.config.hidden << ", units " << kind.units
                                      << ", local " << kind.local_memory);
      expect_same_training(*device, each, 2);
    }
  }
}

TEST_F(Recurrence, HasTheBitsOfWindows) {
  const TrainerOptions options{.lanes = 19, .steps = 5};
  for (const DeviceOptions& kind : kinds()) {
    const std::unique_ptr<engine::Kernels> device = open(kind);
    expect_same_training(*device, {window_network({11, 5, 2, 40, 7, 0.3}), options, 19, 5}, 2);
  }
}

// As wide as it gets, and beyond.
TEST_F(Recurrence, HasTheBitsOfManyUnits) {
  const std::unique_ptr<engine::Kernels> device = open({.tiles = true});
  for (const int hidden : {256, 257}) {
    expect_same_training(*device, network(hidden, 1, false, 9, 3), 1);
  }
}

}  // namespace
}  // namespace bach::gpu
