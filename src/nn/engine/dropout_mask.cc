#include "nn/engine/dropout_mask.h"

#include <cstddef>

namespace bach::engine {

void fill_sequence_mask(const KernelTable& kernels, const DropoutDraw& draw, const MaskShape& shape,
                        int lanes, RowRange range, float* mask) {
  const std::ptrdiff_t panel = std::ptrdiff_t{shape.rows} * kLanes;
  for (int lane = range.first; lane < range.first + range.count; ++lane) {
    for (int t = 0; t < shape.steps; ++t) {
      float* out = mask + std::ptrdiff_t{t * lanes + lane} * kLanes;
      for_each_factor_run(kernels, draw, static_cast<std::uint32_t>(lane),
                          static_cast<std::uint32_t>(t * shape.units), shape.units,
                          [&](int first, const float* factors, int count) {
                            for (int u = first; u < first + count; u += kLanes) {
                              std::copy_n(factors + u - first, std::min(kLanes, first + count - u),
                                          out + u / kLanes * panel);
                            }
                          });
    }
  }
}

}  // namespace bach::engine
