#include <cstddef>

#include "nn/dropout.h"
#include "reference/dropout.h"
#include "reference/network.h"

namespace bach {

template <typename T>
NetworkMasks<T> draw_masks(const NetworkConfig& config, int lanes, int steps, std::uint64_t seed,
                           std::uint64_t step) {
  const auto draw = [&](double rate, std::uint32_t site, int rows, int units) {
    std::vector<T> mask;
    if (rate == 0) return mask;
    const auto width = static_cast<std::size_t>(units);
    mask.resize(static_cast<std::size_t>(rows) * width);
    for (int row = 0; row < rows; ++row) {
      fill_dropout_mask(seed, step, site, static_cast<std::uint32_t>(row), rate,
                        std::span(mask).subspan(static_cast<std::size_t>(row) * width, width));
    }
    return mask;
  };
  NetworkMasks<T> masks;
  masks.input =
      draw(config.input_dropout, kInputSite, lanes, field_inputs(config, config.inputs).width);
  masks.output = draw(config.output_dropout, kOutputSite, lanes, config.hidden);
  for (int l = 0; l < config.layers; ++l) {
    masks.recurrent.push_back(draw(config.recurrent_dropout,
                                   kFirstRecurrentSite + static_cast<std::uint32_t>(l),
                                   4 * config.hidden, config.hidden));
    if (l + 1 == config.layers) break;
    masks.between.push_back(
        draw(config.layer_dropout, site_after_layer(l), lanes, steps * config.hidden));
  }
  const int seen = steps - first_target_step(config, steps);
  for (std::size_t k = 0; k < config.heads.size(); ++k) {
    masks.heads.push_back(
        draw(config.head_dropout, head_site(config, k), lanes, seen * config.heads[k].hidden));
  }
  return masks;
}

template NetworkMasks<float> draw_masks(const NetworkConfig&, int, int, std::uint64_t,
                                        std::uint64_t);
template NetworkMasks<double> draw_masks(const NetworkConfig&, int, int, std::uint64_t,
                                         std::uint64_t);

}  // namespace bach
