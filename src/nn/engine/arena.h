// All numbers of a network's weights in the engine's layout: what training changes, each with its
// gradient and Adam's moments beside it, and what follows from it.
#pragma once

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include "nn/engine/blocked.h"
#include "nn/engine/kernels.h"

namespace bach::engine {

// A PyTorch weight (outputs, inputs), or a bias (outputs), as a blocked matrix of a row each input
// and a column each output. Padding is zero and stays zero in training.
struct PackedTensor {
  std::size_t offset = 0;  // in the arena
  int inputs = 1;          // 1 for a bias
  int rows = 1;            // inputs and padding
  int outputs = 0;
  bool gates = false;  // outputs are the gates i, f, g, o of outputs / 4 units, 16 units at a time
  int stride = 0;      // numbers from output to output in PyTorch's tensor; 0: inputs

  int panels() const;
  std::size_t size() const { return blocked_size(rows, panels()); }
  // Where output n stands among the columns.
  int column(int n) const;
};

// Numbers of an arena that lie side by side.
struct ArenaSpan {
  std::size_t offset;
  std::size_t count;   // a multiple of 16
  bool decays = true;  // biases do not
};

class Arena {
 public:
  // Room for `size` trained numbers, or derived ones; returns where. Before allocate().
  std::size_t reserve(std::size_t size);
  std::size_t reserve_derived(std::size_t size);

  // `training`: with gradients and moments. Everything is zero. `memory`: where it lies; null: here.
  void allocate(FloatMemory* memory, bool training);
  // Room for an average of the values, zero; after allocate().
  void allocate_averages() { averages_ = AlignedFloats(size_, memory_); }

  // Room for what is known of the values' blocks, nothing yet; after allocate().
  void allocate_facts() { facts_ = std::vector<BlockFacts>(size_ / kFactsBlock + 1); }
  // Finds it out for some panels of a matrix of whole blocks, where there is room.
  void know(const PackedTensor& tensor, int panel, int panels) const;
  // Of the blocks of such a matrix from `offset` on, for Product::facts; null where there is no room.
  const BlockFacts* facts(std::size_t offset) const {
    return facts_.empty() ? nullptr : facts_.data() + offset / kFactsBlock;
  }

  float* values() const { return values_.data(); }
  float* gradients() const { return gradients_.data(); }
  float* first_moments() const { return first_.data(); }
  float* second_moments() const { return second_.data(); }
  float* averages() const { return averages_.data(); }
  float* derived() const { return derived_.data(); }
  std::size_t size() const { return size_; }  // of the trained numbers

  // The values become the averages and the other way round. What follows from them does not.
  void swap_averages() { std::swap(values_, averages_); }

 private:
  FloatMemory* memory_ = nullptr;
  std::size_t size_ = 0, derived_size_ = 0;
  // Blocks do not overlap, so each has an entry of its own wherever it begins.
  static constexpr std::size_t kFactsBlock = kLanes * kLanes;

  mutable std::vector<BlockFacts> facts_;
  AlignedFloats values_, gradients_, first_, second_, averages_, derived_;
};

// Between PyTorch's layout, row-major (outputs, inputs) or a part of its columns, and `block`, an
// array of an arena. Padding is left alone.
void pack(const PackedTensor& tensor, const float* plain, float* block);
void unpack(const PackedTensor& tensor, const float* block, float* plain);

// to = fromᵀ, both blocked, for the columns of one panel: from is that panel, [rows][16], rows a
// multiple of 16; to is the first of rows / 16 panels `to_panel` floats apart, and the panel's
// columns become its rows first_row … first_row + 15.
void transpose_panel(const float* from, int rows, float* to, std::ptrdiff_t to_panel,
                     int first_row);

}  // namespace bach::engine
