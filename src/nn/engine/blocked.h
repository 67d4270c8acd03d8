// Blocked matrices: the one layout all kernels share.
//
// A matrix of R rows and C columns lies in panels of 16 columns, [C/16][R][16]: number (r, c) is at
// (c / 16 · R + r) · 16 + c % 16. Columns are padded with zeros to a multiple of 16. Activations
// (a row each sequence) and weights (a row each input) lie alike, so a panel of weights is read
// from front to back, and 16 outputs are one vector, two, or 16 plain numbers.
//
// The 4H gates of an LSTM stand as [H/16][i, f, g, o][R][16]: the four panels of 16 units are
// neighbours.
#pragma once

#include <cstddef>
#include <memory>
#include <new>

namespace bach::engine {

inline constexpr int kLanes = 16;

// Numbers of the four gates of 16 units, a row.
inline constexpr int kBlockColumns = 4 * kLanes;

// Panels that hold `columns`.
constexpr int panels_of(int columns) { return (columns + kLanes - 1) / kLanes; }

// `columns` rounded up to whole panels.
constexpr int padded(int columns) { return panels_of(columns) * kLanes; }

// Numbers in `panels` panels of `rows` rows.
constexpr std::size_t blocked_size(int rows, int panels) {
  return static_cast<std::size_t>(rows) * static_cast<std::size_t>(panels) * kLanes;
}

// The same, to add to an address.
constexpr std::ptrdiff_t offset_of(int rows, int panels) {
  return static_cast<std::ptrdiff_t>(blocked_size(rows, panels));
}

// Rows of a matrix that belong together: a thread's share, or those of a step.
struct RowRange {
  int first = 0;
  int count = 0;
};

class FloatMemory;

// Zeroed floats, at least on a cache line's boundary. Moves, does not copy. `memory`, where it is not
// the host's, must outlive them.
class AlignedFloats {
 public:
  AlignedFloats() = default;
  explicit AlignedFloats(std::size_t count, FloatMemory* memory = nullptr);

  float* data() const { return data_.get(); }
  std::size_t size() const { return size_; }

 private:
  struct Free {
    std::size_t alignment;
    FloatMemory* memory;
    void operator()(float* data) const;
  };
  std::unique_ptr<float[], Free> data_;
  std::size_t size_ = 0;
};

}  // namespace bach::engine
