// bach devices: what can train.
#include "app/devices.h"

#include <cstdio>
#include <nlohmann/json.hpp>

#include "app/json_line.h"
#include "cli/commands.h"
#include "cli/terminal.h"

namespace bach::cli {
namespace {

const char* kind_text(gpu::DeviceKind kind) {
  switch (kind) {
    case gpu::DeviceKind::kCpu:
      return "cpu";
    case gpu::DeviceKind::kGpu:
      return "gpu";
    default:
      return "accelerator";
  }
}

// "7.8 GB"
std::string bytes_text(std::uint64_t bytes) {
  char text[32];
  const auto number = static_cast<double>(bytes);
  if (bytes >= 1000000000) {
    std::snprintf(text, sizeof text, "%.1f GB", number / 1e9);
  } else if (bytes >= 1000000) {
    std::snprintf(text, sizeof text, "%.0f MB", number / 1e6);
  } else {
    std::snprintf(text, sizeof text, "%.0f kB", number / 1e3);
  }
  return text;
}

std::string what_of(const gpu::DeviceInfo& device) {
  if (device.unfit.empty()) return "gives the processor's bits";
  if (!device.calculates) return "cannot train: " + device.unfit;
  return "cannot give the processor's bits: " + device.unfit + "; trains as with --fast";
}

void print_device(const gpu::DeviceInfo& device) {
  std::printf("gpu:%-4d %s (%s, %s)\n", device.index, device.name.c_str(), kind_text(device.kind),
              device.vendor.c_str());
  std::printf("         %s, driver %s: %s\n", device.version.c_str(), device.driver.c_str(),
              device.platform.c_str());
  std::printf(
      "         memory %s, at most %s at once, %s local; %d units, work-groups of up to %zu\n",
      bytes_text(device.memory).c_str(), bytes_text(device.largest_allocation).c_str(),
      bytes_text(device.local_memory).c_str(), device.units, device.group_size);
  std::printf("         %s\n", what_of(device).c_str());
}

nlohmann::ordered_json json_of(const gpu::DeviceInfo& device) {
  nlohmann::ordered_json json = {{"index", device.index},
                                 {"name", device.name},
                                 {"vendor", device.vendor},
                                 {"kind", kind_text(device.kind)},
                                 {"platform", device.platform},
                                 {"version", device.version},
                                 {"driver", device.driver},
                                 {"memory", device.memory},
                                 {"largest_allocation", device.largest_allocation},
                                 {"local_memory", device.local_memory},
                                 {"units", device.units},
                                 {"group_size", device.group_size},
                                 {"exact", device.unfit.empty()},
                                 {"trains", device.calculates}};
  if (!device.unfit.empty()) json["why_not"] = device.unfit;
  return json;
}

int run_devices(const Common& common) {
  const Result<TrainingDevices> found = training_devices();
  if (!found) return report(found.error());
  const gpu::DeviceList& others = found->others;
  if (common.json) {
    nlohmann::ordered_json json = {
        {"cpu", {{"instruction_set", found->instruction_set}, {"threads", found->threads}}},
        {"devices", nlohmann::ordered_json::array()}};
    for (const gpu::DeviceInfo& device : others.devices) json["devices"].push_back(json_of(device));
    if (!others.problem.empty()) json["problem"] = others.problem;
    std::printf("%s\n", json_line(json).c_str());
    return kDone;
  }
  std::printf("cpu      this processor, %s, %d threads\n", found->instruction_set.c_str(),
              found->threads);
  for (const gpu::DeviceInfo& device : others.devices) print_device(device);
  if (!others.problem.empty()) say(common, "no GPU: " + others.problem);
  return kDone;
}

}  // namespace

void add_devices(Commands& commands) {
  CLI::App* command =
      commands.root.add_subcommand("devices", "List what can train: the processor and GPUs");
  command->callback(
      [&commands] { commands.action = [&commands] { return run_devices(commands.common); }; });
}

}  // namespace bach::cli
