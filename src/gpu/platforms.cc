#include "gpu/platforms.h"

#include <cstdlib>

namespace bach::gpu {
namespace {

template <typename T>
T number_of(Device device, std::uint32_t what) {
  T number{};
  OpenCl::get().device_info(device, what, sizeof number, &number, nullptr);
  return number;
}

// Calls ask(room, where, &size) as OpenCL's questions for text go. Control characters become blanks.
template <typename Ask>
std::string text_of(Ask ask) {
  std::size_t size = 0;
  if (ask(0, nullptr, &size) != kDone || size == 0 || size > 65536) return {};
  std::string text(size, '\0');
  if (ask(size, text.data(), nullptr) != kDone) return {};
  text.resize(text.find('\0') == std::string::npos ? size : text.find('\0'));
  for (char& each : text) each = static_cast<unsigned char>(each) < ' ' ? ' ' : each;
  const std::size_t first = text.find_first_not_of(' ');
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

std::string device_text(Device device, std::uint32_t what) {
  return text_of([&](std::size_t room, void* to, std::size_t* size) {
    return OpenCl::get().device_info(device, what, room, to, size);
  });
}

// Why it cannot calculate at all; empty: it can.
std::string why_useless(Device device, const DeviceInfo& info) {
  if (number_of<std::uint32_t>(device, kDeviceAvailable) == 0) return "not available";
  if (number_of<std::uint32_t>(device, kDeviceCompiler) == 0) return "no compiler";
  if (number_of<std::uint32_t>(device, kDeviceLittleEndian) == 0) return "big-endian";
  // "OpenCL 1.2 …"
  if (info.version.size() < 10 || info.version.compare(0, 7, "OpenCL ") != 0 ||
      info.version.compare(7, 3, "1.2") < 0) {
    return "older than OpenCL 1.2";
  }
  if (info.group_size < 16) return "work-groups smaller than 16";
  if (info.local_memory < 16384) return "less than 16 kB of local memory";
  return {};
}

// Why its numbers would be others; likewise.
std::string why_other(Device device) {
  const auto able = number_of<Flags>(device, kDeviceSingleConfig);
  if ((able & kFusedMultiplyAdd) == 0) return "no fused multiply-add";
  if ((able & kDenormals) == 0) return "no denormal numbers";
  if ((able & kToNearest) == 0 || (able & kInfinities) == 0) return "rounds otherwise";
  return {};
}

DeviceInfo describe(Platform platform, Device device) {
  DeviceInfo info;
  info.name = device_text(device, kDeviceName);
  info.vendor = device_text(device, kDeviceVendor);
  info.driver = device_text(device, kDriverVersion);
  info.version = device_text(device, kDeviceVersion);
  info.platform = text_of([&](std::size_t room, void* to, std::size_t* size) {
    return OpenCl::get().platform_info(platform, kPlatformName, room, to, size);
  });
  const auto type = number_of<Flags>(device, kDeviceType);
  info.kind = (type & kTypeGpu) != 0   ? DeviceKind::kGpu
              : (type & kTypeCpu) != 0 ? DeviceKind::kCpu
                                       : DeviceKind::kAccelerator;
  info.memory = number_of<std::uint64_t>(device, kDeviceMemory);
  info.largest_allocation = number_of<std::uint64_t>(device, kDeviceLargestAllocation);
  info.local_memory = number_of<std::uint64_t>(device, kDeviceLocalMemory);
  info.group_size = number_of<std::size_t>(device, kDeviceGroupSize);
  info.units = static_cast<int>(number_of<std::uint32_t>(device, kDeviceUnits));
  info.divides_exactly = (number_of<Flags>(device, kDeviceSingleConfig) & kExactDivision) != 0;
  info.unfit = why_useless(device, info);
  info.calculates = info.unfit.empty();
  if (info.calculates) info.unfit = why_other(device);
  return info;
}

}  // namespace

std::vector<FoundDevice> find_devices(std::string& problem) {
  const OpenCl& cl = OpenCl::get();
  problem = cl.missing;
  if (!problem.empty()) return {};
  std::uint32_t count = 0;
  Code code = cl.platforms(0, nullptr, &count);
  if (code == kNoPlatform || (code == kDone && count == 0)) {
    problem =
        "the OpenCL loader found no driver; install the device's (its file stands in "
        "/etc/OpenCL/vendors)";
    return {};
  }
  std::vector<Platform> platforms(count);
  if (code == kDone) code = cl.platforms(count, platforms.data(), nullptr);
  if (code != kDone) {
    problem = "the OpenCL loader failed: " + said_of(code);
    return {};
  }
  std::vector<FoundDevice> found;
  for (Platform platform : platforms) {
    count = 0;
    code = cl.devices(platform, kTypeAll, 0, nullptr, &count);
    if (code == kDeviceNotFound || (code == kDone && count == 0)) continue;
    std::vector<Device> devices(count);
    if (code == kDone) code = cl.devices(platform, kTypeAll, count, devices.data(), nullptr);
    if (code != kDone) {
      problem = "an OpenCL driver failed: " + said_of(code);
      continue;
    }
    for (Device device : devices) {
      found.push_back({device, describe(platform, device)});
      found.back().info.index = static_cast<int>(found.size()) - 1;
    }
  }
  if (found.empty() && problem.empty()) problem = "the OpenCL drivers have no device";
  return found;
}

DeviceList list_devices() {
  DeviceList list;
  for (FoundDevice& each : find_devices(list.problem)) list.devices.push_back(each.info);
  return list;
}

std::string cache_folder() {
  const char* cache = std::getenv("XDG_CACHE_HOME");
  if (cache != nullptr && cache[0] == '/') return std::string(cache) + "/bach";
  const char* home = std::getenv("HOME");
  return home != nullptr && home[0] == '/' ? std::string(home) + "/.cache/bach" : std::string();
}

}  // namespace bach::gpu
