#include <gtest/gtest.h>

#include <mutex>

#include "base/thread_pool.h"
#include "lm/network_parameters.h"
#include "lm/small_sequence.h"
#include "lm/trainer.h"
#include "ranks/threads.h"

namespace bach {
namespace {

struct Trained {
  OptimiserState state;
  std::vector<Loss> losses;
  std::vector<float> carry;  // of rank 0
};

// The lanes in range of a batch.
Batch lanes_of_batch(const NetworkConfig& config, const Batch& all, LaneRange lanes) {
  Batch batch;
  batch.lanes = lanes.count();
  batch.steps = all.steps;
  const std::size_t columns = config.fields.size();
  const auto rows = static_cast<std::size_t>(all.rows());
  for (std::size_t k = 0; k < config.heads.size() + 1; ++k) {
    for (std::size_t row = 0; row < rows; ++row) {
      const int lane = static_cast<int>(row) % all.lanes;
      if (lane < lanes.first || lane >= lanes.end) continue;
      if (k < config.heads.size()) {
        batch.targets.push_back(all.targets[k * rows + row]);
        continue;
      }
      const auto record = all.fields.begin() + static_cast<std::ptrdiff_t>(row * columns);
      batch.fields.insert(batch.fields.end(), record,
                          record + static_cast<std::ptrdiff_t>(columns));
      batch.weights.push_back(all.weights[row]);
      batch.begins.push_back(all.begins[row]);
    }
  }
  batch.counted = counted_rows(all);
  return batch;
}

Lane lane_of_batch(const NetworkConfig& config, const Batch& batch) {
  Lane lane;
  lane.fields = batch.fields;
  const auto rows = static_cast<std::size_t>(batch.rows());
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t k = 0; k < config.heads.size(); ++k) {
      lane.targets.push_back(batch.targets[k * rows + row]);
    }
  }
  lane.weights = batch.weights;
  lane.begins = batch.begins;
  return lane;
}

// A few steps, shared by so many processes; then held-out lanes are measured.
Trained train_lanes(const NetworkConfig& config, int lanes, int ranks, int threads,
                    engine::Isa isa = engine::Isa::kPortable, bool lane_sums = true) {
  Trained trained;
  test::as_ranks(ranks, [&](Group& group) {
    ThreadPool pool(threads);
    TrainerOptions options;
    options.lanes = lanes;
    options.steps = 6;
    options.clip_norm = 0.5;
    options.average = 0.5;
    options.lane_sums = lane_sums;
    options.group = &group;
    Trainer trainer(config, options, isa, pool);
    trainer.set_parameters(initial_parameters(config, 3));
    CarriedState carry(config, trainer.own_lanes().count());
    std::vector<Loss> losses;
    for (std::uint32_t step = 0; step < 3; ++step) {
      const Batch all = random_sequence_batch(config, lanes, 6, step);
      losses.push_back(
          trainer.step(lanes_of_batch(config, all, trainer.own_lanes()), carry, 9, step, 0.01));
    }
    std::vector<Lane> held_out;
    for (std::uint32_t l = 0; l < 5; ++l) {
      held_out.push_back(
          lane_of_batch(config, random_sequence_batch(config, 1, 5 + static_cast<int>(l) * 3, l)));
    }
    losses.push_back(trainer.evaluate(held_out));
    EXPECT_TRUE(group.status().ok());
    OptimiserState state = trainer.state();
    if (!group.leads()) return;
    trained = {std::move(state), losses, carry.states()};
  });
  return trained;
}

void expect_same(const Trained& a, const Trained& b) {
  EXPECT_EQ(a.state.parameters, b.state.parameters);
  EXPECT_EQ(a.state.first_moments, b.state.first_moments);
  EXPECT_EQ(a.state.second_moments, b.state.second_moments);
  EXPECT_EQ(a.state.averages, b.state.averages);
  ASSERT_EQ(a.losses.size(), b.losses.size());
  for (std::size_t i = 0; i < a.losses.size(); ++i) {
    EXPECT_EQ(a.losses[i].mean(), b.losses[i].mean()) << i;
  }
}

// 7 lanes do not divide: processes have several nodes of the tree.
TEST(LaneSums, GiveTheSameBitsWithAnyNumberOfProcesses) {
  for (const int lanes : {4, 7, 12}) {
    const NetworkConfig config = rich_sequence_config(2, true);
    const Trained one = train_lanes(config, lanes, 1, 1);
    for (const int ranks : {2, 3, 4}) {
      SCOPED_TRACE(std::to_string(lanes) + " lanes, ranks: " + std::to_string(ranks));
      expect_same(one, train_lanes(config, lanes, ranks, 1));
    }
  }
}

TEST(LaneSums, GiveTheSameBitsOnAnyThreadsAndInstructionSet) {
  const NetworkConfig config = rich_sequence_config(1, true);
  const Trained one = train_lanes(config, 6, 1, 1);
  expect_same(one, train_lanes(config, 6, 1, 3));
  expect_same(one, train_lanes(config, 6, 2, 2));
  for (const engine::Isa isa : engine::all_isas()) {
    if (!engine::isa_available(isa)) continue;
    expect_same(one, train_lanes(config, 6, 2, 1, isa));
  }
}

// Layers in several parts, of many chunks each.
TEST(LaneSums, GiveTheSameBitsOfLargeNetworks) {
  NetworkConfig config = rich_sequence_config(2, true);
  config.hidden = 528;
  const engine::Isa isa = *engine::choose_isa(nullptr);
  const Trained one = train_lanes(config, 5, 1, 1, isa);
  expect_same(one, train_lanes(config, 5, 2, 1, isa));
  expect_same(one, train_lanes(config, 5, 3, 2, isa));
}

// The same gradients as without, but for rounding: Adam's first moments hold their weighted sum.
TEST(LaneSums, AreTheGradientsOfTheWholeBatch) {
  for (const bool dropout : {false, true}) {
    const NetworkConfig config = rich_sequence_config(2, dropout);
    const Trained lanes = train_lanes(config, 5, 1, 1);
    const Trained rows = train_lanes(config, 5, 1, 1, engine::Isa::kPortable, false);
    ASSERT_EQ(lanes.state.first_moments.size(), rows.state.first_moments.size());
    double largest = 0;
    for (std::size_t i = 0; i < rows.state.first_moments.size(); ++i) {
      EXPECT_NEAR(lanes.state.first_moments[i], rows.state.first_moments[i], 2e-5);
      largest = std::max(largest, double{std::abs(rows.state.first_moments[i])});
    }
    EXPECT_GT(largest, 1e-3);
    for (std::size_t i = 0; i < rows.losses.size(); ++i) {
      EXPECT_NEAR(lanes.losses[i].mean(), rows.losses[i].mean(), 1e-4);
    }
  }
}

}  // namespace
}  // namespace bach
