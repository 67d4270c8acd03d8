#include "app/train/device.h"

#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <string_view>
#include <utility>

#include "gpu/devices.h"

namespace bach {
namespace {

// Steps between two states kept in memory while a device trains that the processor may replace.
constexpr int kKeptEvery = 500;

bool all_devices_count() {
  const char* which = std::getenv("BACH_DEVICES");
  return which != nullptr && std::string_view(which) == "all";
}

// Whether the system has a device file of a GPU, of any vendor.
bool has_gpu_file() {
  constexpr const char* kFiles[] = {"/dev/dri", "/dev/nvidia0", "/dev/kfd", "/dev/dxg",
                                    "/dev/mali0"};
  std::error_code ignored;
  for (const char* file : kFiles) {
    if (std::filesystem::exists(file, ignored)) return true;
  }
  return false;
}

// The N of "gpu:N", −1 of "gpu"; nothing of anything else.
std::optional<int> number_asked(std::string_view asked) {
  if (asked == "gpu") return -1;
  constexpr std::string_view kBefore = "gpu:";
  if (!asked.starts_with(kBefore)) return std::nullopt;
  asked.remove_prefix(kBefore.size());
  int number = 0;
  const auto [end, error] = std::from_chars(asked.data(), asked.data() + asked.size(), number);
  if (error != std::errc() || end != asked.data() + asked.size() || number < 0) return std::nullopt;
  return number;
}

// Whether it counts as a GPU.
bool counts(const gpu::DeviceInfo& device) {
  return device.kind == gpu::DeviceKind::kGpu || all_devices_count();
}

// The first that will do, or −1. `unfit`: also one that cannot give the processor's bits, if all are so.
int first_gpu(const gpu::DeviceList& list, bool unfit) {
  for (const gpu::DeviceInfo& device : list.devices) {
    if (counts(device) && device.unfit.empty()) return device.index;
  }
  for (const gpu::DeviceInfo& device : list.devices) {
    if (unfit && counts(device) && device.calculates) return device.index;
  }
  return -1;
}

Error no_gpu(const gpu::DeviceList& list) {
  const std::string why = list.devices.empty() ? list.problem
                                               : "none of the devices is a GPU that gives the "
                                                 "processor's bits; bach devices lists them";
  return {ErrorCode::kNotFound, "no GPU: " + why, {}};
}

Result<TrainingDevice> opened(const DeviceChoice& asked, const gpu::DeviceInfo& info) {
  gpu::DeviceOptions options;
  options.cache = gpu::cache_folder();
  options.fast = asked.fast || (!asked.exact && !info.unfit.empty());
  TrainingDevice device;
  device.name = info.name;
  device.fast = options.fast;
  device.replaceable = asked.device == "auto";
  if (options.fast && !asked.fast) {
    device.warning = info.name + " cannot give the processor's bits: " + info.unfit +
                     "; it trains as with `fast`, and the model says so";
  }
  auto kernels = gpu::open_device(info.index, options);
  if (!kernels) return std::move(kernels).error();
  device.kernels = std::move(*kernels);
  return device;
}

// Keeps what a training on a device has said and reached.
class DeviceWatch {
 public:
  // Both must outlive it.
  DeviceWatch(const TrainingListener& listener, const Continuation& continuation);

  const TrainingListener& listener() const { return watched_; }
  // From what was kept last.
  Continuation continuation();

 private:
  const TrainingListener& told_;
  const Continuation& given_;
  TrainingListener watched_;
  std::unique_ptr<TrainingSnapshot> reached_;
  std::uint64_t step_ = 0, held_out_ = 0;  // told
  int epochs_ = 0;
};

DeviceWatch::DeviceWatch(const TrainingListener& listener, const Continuation& continuation)
    : told_(listener), given_(continuation), watched_(listener) {
  watched_.on_step = [this](const StepReport& report) {
    if (report.step <= step_) return;
    step_ = report.step;
    if (told_.on_step) told_.on_step(report);
  };
  watched_.on_epoch = [this](const EpochReport& report) {
    if (report.epoch < epochs_) return;
    epochs_ = report.epoch + 1;
    if (told_.on_epoch) told_.on_epoch(report);
  };
  watched_.on_held_out = [this](const HeldOutReport& report) {
    if (report.step <= held_out_) return;
    held_out_ = report.step;
    if (told_.on_held_out) told_.on_held_out(report);
  };
}

Continuation DeviceWatch::continuation() {
  Continuation kept = given_;
  if (reached_ != nullptr) kept.from = reached_.get();
  if (!given_.save) kept.every = kKeptEvery;
  kept.save = [this](const TrainingSnapshot& snapshot) {
    if (given_.save) {
      if (Status saved = given_.save(snapshot); !saved) return saved;
    }
    reached_ = std::make_unique<TrainingSnapshot>(snapshot);
    return Status();
  };
  return kept;
}

}  // namespace

Status check_training_device(const DeviceChoice& asked) {
  if (asked.device != "auto" && asked.device != "cpu" && !number_asked(asked.device)) {
    return invalid_argument("device", asked.device + ": may be auto, cpu, gpu or gpu:N");
  }
  if (asked.fast && asked.exact) return invalid_argument("fast", "excludes `exact`");
  if (asked.fast && asked.device == "cpu") {
    return invalid_argument("fast", "is for devices; the processor has one way to calculate");
  }
  return {};
}

Result<TrainingDevice> training_device(const DeviceChoice& asked) {
  if (Status known = check_training_device(asked); !known) return std::move(known).error();
  const bool any = asked.device == "auto";
  // Who wants `fast` gets a device or an error.
  const bool content = any && !asked.fast;
  if (asked.device == "cpu" || (content && !has_gpu_file() && !all_devices_count())) {
    return TrainingDevice{};
  }
  const gpu::DeviceList list = gpu::list_devices();
  int index = any ? -1 : *number_asked(asked.device);
  if (index < 0) index = first_gpu(list, !asked.exact && !content);
  if (index < 0) {
    if (content) return TrainingDevice{};
    return no_gpu(list);
  }
  gpu::DeviceInfo info;
  info.index = index;  // open_device() says so if there is none such
  if (static_cast<std::size_t>(index) < list.devices.size()) {
    info = list.devices[static_cast<std::size_t>(index)];
  }
  Result<TrainingDevice> device = opened(asked, info);
  if (!device && content) {
    TrainingDevice processor;
    processor.warning = device.error().message + "; training on the processor";
    return processor;
  }
  return device;
}

Result<TrainingOutcome> run_on_device(TrainingDevice& device, const TrainingListener& listener,
                                      const Continuation& continuation, const TrainWith& train) {
  if (device.kernels == nullptr || !device.replaceable) {
    return train(device.kernels.get(), listener, continuation);
  }
  DeviceWatch watch(listener, continuation);
  Result<TrainingOutcome> outcome =
      train(device.kernels.get(), watch.listener(), watch.continuation());
  const Status status = device.kernels->status();
  if (outcome || status) return outcome;
  if (listener.on_warning) listener.on_warning(status.error().message + "; the processor goes on");
  device.kernels.reset();
  return train(nullptr, watch.listener(), watch.continuation());
}

}  // namespace bach
