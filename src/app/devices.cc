#include "app/devices.h"

#include "base/thread_pool.h"
#include "nn/engine/isa.h"

namespace bach {

Result<TrainingDevices> training_devices() {
  const Result<engine::Isa> isa = engine::isa_for_this_run();
  if (!isa) return isa.error();
  return TrainingDevices{std::string(engine::isa_name(*isa)), ThreadPool(0).threads(),
                         gpu::list_devices()};
}

}  // namespace bach
