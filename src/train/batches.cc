#include "train/batches.h"

#include "base/random.h"

namespace bach {

BatchDrawer::BatchDrawer(std::size_t windows, int batch_size, std::uint64_t seed)
    : seed_(seed), batch_size_(static_cast<std::size_t>(batch_size)), taken_(windows, 0) {}

void BatchDrawer::draw(std::uint64_t step, std::vector<std::size_t>& batch) {
  const CounterRandom random(seed_, Purpose::kBatch);
  const auto windows = static_cast<std::uint32_t>(taken_.size());
  batch.clear();
  ++draw_;
  for (std::uint32_t k = 0; batch.size() < batch_size_; ++k) {
    const std::size_t window = random.below(windows, step, 0, k);
    if (taken_[window] == draw_) continue;
    taken_[window] = draw_;
    batch.push_back(window);
  }
}

}  // namespace bach
