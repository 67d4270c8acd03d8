#include "lm/batch.h"

#include <algorithm>

#include "base/random.h"
#include "nn/dropout.h"

namespace bach {

void cut_batch(const NetworkConfig& config, std::span<const Lane> lanes, std::size_t first,
               int steps, Batch& batch) {
  const std::size_t columns = config.fields.size(), heads = config.heads.size();
  const std::size_t rows = lanes.size() * static_cast<std::size_t>(steps);
  batch.lanes = static_cast<int>(lanes.size());
  batch.steps = steps;
  batch.fields.assign(rows * columns, -1);
  batch.targets.assign(rows * heads, -1);
  batch.weights.assign(rows, 0.0f);
  batch.begins.assign(rows, 0);
  for (std::size_t l = 0; l < lanes.size(); ++l) {
    const Lane& lane = lanes[l];
    const std::size_t end = std::min(lane.steps(), first + static_cast<std::size_t>(steps));
    for (std::size_t from = first; from < end; ++from) {
      const std::size_t row = (from - first) * lanes.size() + l;
      std::copy_n(lane.fields.data() + from * columns, columns,
                  batch.fields.data() + row * columns);
      for (std::size_t k = 0; k < heads; ++k) {
        batch.targets[k * rows + row] = lane.targets[from * heads + k];
      }
      batch.weights[row] = lane.weights.empty() ? 1.0f : lane.weights[from];
      batch.begins[row] = lane.begins[from];
    }
  }
}

int counted_rows(const Batch& batch) {
  const auto rows = static_cast<std::size_t>(batch.rows());
  int counted = 0;
  for (std::size_t row = 0; row < rows; ++row) {
    bool counts = false;
    for (std::size_t at = row; at < batch.targets.size(); at += rows) {
      counts = counts || batch.targets[at] >= 0;
    }
    counted += counts ? 1 : 0;
  }
  return counted;
}

std::uint32_t head_site(const NetworkConfig& config, std::size_t head) {
  return config.window > 0 ? kHeadSite : kFirstHeadSite + static_cast<std::uint32_t>(head);
}

void drop_fields(const NetworkConfig& config, std::uint64_t seed, std::uint64_t step, Batch& batch,
                 int first_lane) {
  const CounterRandom random(seed, Purpose::kDropout);
  const std::size_t columns = config.fields.size();
  for (std::size_t f = 0; f < columns; ++f) {
    const double rate = config.fields[f].dropout;
    if (rate == 0) continue;
    const auto threshold = static_cast<std::uint32_t>(rate * 0x1p32);
    const std::uint32_t site = (kFirstFieldSite + static_cast<std::uint32_t>(f)) << 24;
    for (int t = 0; t < batch.steps; ++t) {
      for (int l = 0; l < batch.lanes; ++l) {
        const auto row = static_cast<std::size_t>(t * batch.lanes + l);
        const std::uint32_t drawn = random.bits(
            step, site + static_cast<std::uint32_t>(first_lane + l), static_cast<std::uint32_t>(t));
        if (drawn < threshold) batch.fields[row * columns + f] = -1;
      }
    }
  }
}

}  // namespace bach
