// How the steps of a recurrent layer go to a device: all in one launch (kernels/recur_forward.cl), or
// one by one.
#pragma once

#include <cstddef>

#include "nn/engine/kernels.h"

namespace bach::gpu {

struct RecurrenceLimits {
  int units;                 // compute units
  int group_rows;            // of 16 work-items
  std::size_t local_memory;  // bytes
};

struct RecurrencePlan {
  int rows = 0;            // lanes of a work-item: 4 or 8; 0: step by step
  int teams = 1;           // of a group, each with so many lanes
  int width = 1;           // panels a team does at once
  bool held = false;       // weights lie in local memory
  std::size_t states = 0;  // floats of local memory for states
  std::size_t weights = 0;

  int groups(int lanes) const { return (lanes + rows * teams - 1) / (rows * teams); }
};

// Units beyond which a step is so large a product that the whole device should share it.
inline constexpr int kMostRecurrentUnits = 256;

// For `panels` panels of units. `numbers`: that a lane keeps in local memory.
RecurrencePlan plan_recurrence(int lanes, int panels, int numbers, const RecurrenceLimits& limits);

}  // namespace bach::gpu
