#include "app/train/preset.h"

namespace bach {

const std::vector<TrainPreset>& train_presets() {
  static const std::vector<TrainPreset> presets = {suite_preset(), sequences_preset(),
                                                   notebook_preset()};
  return presets;
}

}  // namespace bach
