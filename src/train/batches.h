// Which windows a training step sees.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace bach {

// Draws batches of distinct windows from all there are, afresh for every step: the batch of a step
// is decided by (seed, step) alone, whatever was drawn before. Draw k of step s is
// CounterRandom(seed, kBatch).below(windows, s, 0, k); a window drawn already is passed over.
class BatchDrawer {
 public:
  // 0 < batch_size <= windows < 2^32.
  BatchDrawer(std::size_t windows, int batch_size, std::uint64_t seed);

  // The windows of step `step`, in the order drawn, replace what `batch` holds.
  void draw(std::uint64_t step, std::vector<std::size_t>& batch);

 private:
  std::uint64_t seed_;
  std::size_t batch_size_;
  std::vector<std::uint64_t> taken_;  // for each window the number of the draw that took it last
  std::uint64_t draw_ = 0;
};

}  // namespace bach
