// What a network over sequences learns from: lanes of steps, and the batches cut from them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "lm/network_config.h"

namespace bach {

// Pieces one after another. n steps, F fields, K heads.
struct Lane {
  std::vector<int> fields;           // [n][F]; −1: nothing
  std::vector<int> targets;          // [n][K]; −1: no loss
  std::vector<float> weights;        // [n], of the loss; empty: 1 everywhere
  std::vector<std::uint8_t> begins;  // [n]; 1 where a piece begins: the state before it is zero

  std::size_t steps() const { return begins.size(); }
};

// T steps of B lanes side by side. Row t·B + l is lane l at step t; N = T·B rows. Those of a
// windows network are whole windows: begins and the targets before the last step are not looked at.
struct Batch {
  int lanes = 0;                     // B
  int steps = 0;                     // T
  std::vector<int> fields;           // [N][F]
  std::vector<int> targets;          // [K][N]
  std::vector<float> weights;        // [N]
  std::vector<std::uint8_t> begins;  // [N]
  // Rows with a target of all processes' batches together; 0: those of this one.
  int counted = 0;

  int rows() const { return lanes * steps; }
};

// Steps first … first + steps − 1 of all lanes. What lies beyond the end of a lane is −1
// everywhere. `batch` keeps its memory from call to call.
void cut_batch(const NetworkConfig& config, std::span<const Lane> lanes, std::size_t first,
               int steps, Batch& batch);

// Rows with a target for some head: the loss is a mean over them.
int counted_rows(const Batch& batch);

// Applies the fields' own dropout of one training step to lanes first_lane, first_lane + 1 ….
void drop_fields(const NetworkConfig& config, std::uint64_t seed, std::uint64_t step, Batch& batch,
                 int first_lane = 0);

// Places that drop (see nn/dropout.h); row is the lane, in a mask over time unit = t·width + u,
// heads counting from the first step they see. A windows network's head has kHeadSite.
inline constexpr std::uint32_t kInputSite = 16;           // embedded inputs: unit = column
inline constexpr std::uint32_t kOutputSite = 17;          // the top layer's outputs
inline constexpr std::uint32_t kFirstRecurrentSite = 24;  // + layer; row = gate row of weight_hh
inline constexpr std::uint32_t kFirstHeadSite = 32;       // + head: unit over time
inline constexpr std::uint32_t kFirstFieldSite = 64;      // + field: unit = t

// The place after the hidden layer of head `head`.
std::uint32_t head_site(const NetworkConfig& config, std::size_t head);

}  // namespace bach
