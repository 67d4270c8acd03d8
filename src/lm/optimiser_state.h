// What a network in training holds between two steps, free of the engine's layout: enough to resume
// with the same bits on any instruction set.
#pragma once

#include <cstdint>
#include <vector>

namespace bach {

// Every block is laid out as the network's parameters are (lm/network_parameters.h).
struct OptimiserState {
  std::vector<float> parameters;
  std::vector<float> first_moments;   // Adam's m
  std::vector<float> second_moments;  // Adam's v
  std::vector<float> averages;        // running averages of the parameters; empty: none are kept
  double beta1_power = 1;             // β₁^t as a running product
  double beta2_power = 1;
  std::uint64_t updates = 0;  // steps the averages are of; 0 where none are kept
};

}  // namespace bach
