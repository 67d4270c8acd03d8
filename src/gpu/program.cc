#include "gpu/program.h"

#include <filesystem>
#include <span>
#include <system_error>
#include <vector>

#include "base/file.h"
#include "base/sha256.h"
#include "gpu/sources.h"

namespace bach::gpu {
namespace {

// All kernels as one text; tiled ones twice, see kernels/multiply.cl.
std::string all_sources() {
  std::string text;
  for (const char* name : {"common", "rounding", "activations", "cell", "elementwise", "sums",
                           "softmax", "masks", "tables", "bonuses"}) {
    text += kernel_text(name);
  }
  text += "#define START_KEEP 1\n#define START_ROW_SUMS 2\n";
  text += kernel_text("multiply_vector");
  struct Tile {
    const char* name;
    const char* rows;  // and blocks
    const char* panels;
  };
  for (const Tile& tile : {Tile{"small", "1", "1"}, Tile{"large", "4", "4"}}) {
    text += std::string("#define TILE_ROWS ") + tile.rows + "\n#define TILE_BLOCKS " + tile.rows +
            "\n#define TILE_PANELS " + tile.panels + "\n#define MULTIPLY multiply_" + tile.name +
            "\n#define MULTIPLY_TRANSPOSED multiply_transposed_" + tile.name + "\n";
    text += kernel_text("multiply");
    text += kernel_text("multiply_transposed");
    for (const char* each :
         {"TILE_ROWS", "TILE_BLOCKS", "TILE_PANELS", "MULTIPLY", "MULTIPLY_TRANSPOSED"}) {
      text += std::string("#undef ") + each + "\n";
    }
  }
  struct Recurrence {
    const char* name;
    const char* rows;
    bool held;
  };
  for (const Recurrence& kind :
       {Recurrence{"4", "4", false}, Recurrence{"8", "8", false}, Recurrence{"held", "4", true}}) {
    text += std::string("#define RECUR_ROWS ") + kind.rows +
            "\n#define RECUR_FORWARD recur_forward_" + kind.name +
            "\n#define RECUR_BACKWARD recur_backward_" + kind.name + "\n" +
            (kind.held ? "#define RECUR_HELD\n" : "");
    text += kernel_text("recur_forward");
    text += kernel_text("recur_backward");
    for (const char* each : {"RECUR_ROWS", "RECUR_FORWARD", "RECUR_BACKWARD", "RECUR_HELD"}) {
      text += std::string("#undef ") + each + "\n";
    }
  }
  return text;
}

std::string build_options(const DeviceInfo& info, int group_rows, const DeviceOptions& options) {
  std::string text = "-cl-std=CL1.2 -DGROUP_ROWS=" + std::to_string(group_rows);
  if (options.fast) {
    text += " -DFAST -cl-mad-enable -cl-no-signed-zeros -cl-denorms-are-zero";
  } else if (info.divides_exactly && !options.own_division) {
    text += " -cl-fp32-correctly-rounded-divide-sqrt -DEXACT_DIVIDE";
  }
  return options.build_options.empty() ? text : text + " " + options.build_options;
}

Code build(Program program, Device device, const std::string& options) {
  return OpenCl::get().build_program(program, 1, &device, options.c_str(), nullptr, nullptr);
}

// A kept binary: the digest of what follows (64 digits), then that.
constexpr std::size_t kDigest = 64;
constexpr std::size_t kMostBinary = std::size_t{256} << 20;

Program from_cache(Context context, const FoundDevice& device, const std::string& options,
                   const std::filesystem::path& path) {
  const auto bytes = read_file(path, kMostBinary);
  if (!bytes || bytes->size() <= kDigest) return nullptr;
  const std::span<const std::uint8_t> binary = std::span(*bytes).subspan(kDigest);
  if (std::string(bytes->begin(), bytes->begin() + kDigest) != sha256_hex(binary)) return nullptr;
  const OpenCl& cl = OpenCl::get();
  const std::size_t size = binary.size();
  const unsigned char* data = binary.data();
  Code loaded = kDone, code = kDone;
  Program program =
      cl.program_from_binary(context, 1, &device.handle, &size, &data, &loaded, &code);
  if (program == nullptr) return nullptr;
  if (code == kDone && loaded == kDone && build(program, device.handle, options) == kDone) {
    return program;
  }
  cl.release_program(program);
  return nullptr;
}

// Failing costs no more than building again next time.
void keep(Program program, const std::filesystem::path& path) {
  const OpenCl& cl = OpenCl::get();
  std::size_t size = 0;
  if (cl.program_info(program, kBinarySizes, sizeof size, &size, nullptr) != kDone || size == 0 ||
      size > kMostBinary) {
    return;
  }
  std::vector<std::uint8_t> bytes(kDigest + size);
  unsigned char* binary = bytes.data() + kDigest;
  if (cl.program_info(program, kBinaries, sizeof binary, &binary, nullptr) != kDone) return;
  const std::string digest = sha256_hex(std::span<const std::uint8_t>(bytes).subspan(kDigest));
  std::copy(digest.begin(), digest.end(), bytes.begin());
  std::error_code ignored;
  std::filesystem::create_directories(path.parent_path(), ignored);
  const Status written = write_file_atomically(path, bytes);
  (void)written;
}

std::string first_line_of_log(Program program, Device device) {
  const OpenCl& cl = OpenCl::get();
  std::size_t size = 0;
  if (cl.build_info(program, device, kBuildLog, 0, nullptr, &size) != kDone || size < 2) return {};
  std::string log(size, '\0');
  if (cl.build_info(program, device, kBuildLog, size, log.data(), nullptr) != kDone) return {};
  const std::size_t error = log.find("error");
  std::size_t first = error == std::string::npos ? 0 : log.rfind('\n', error);
  first = log.find_first_not_of("\n ", first == std::string::npos ? 0 : first);
  if (first == std::string::npos) return {};
  return ": " + log.substr(first, log.find_first_of(std::string("\n\0", 2), first) - first);
}

}  // namespace

Result<Program> build_kernels(Context context, const FoundDevice& device, int group_rows,
                              const DeviceOptions& options) {
  const OpenCl& cl = OpenCl::get();
  const std::string text = all_sources();
  const std::string with = build_options(device.info, group_rows, options);
  const DeviceInfo& info = device.info;
  std::filesystem::path kept;
  if (!options.cache.empty()) {
    Sha256 key;
    for (const std::string& each :
         {info.platform, info.vendor, info.name, info.version, info.driver, with, text}) {
      key.update(std::to_string(each.size()) + ":" + each);
    }
    kept = std::filesystem::path(options.cache) / ("kernels-" + key.finish() + ".bin");
    Program found = from_cache(context, device, with, kept);
    if (found != nullptr) return found;
  }
  const char* source = text.c_str();
  const std::size_t size = text.size();
  Code code = kDone;
  Program program = cl.program_from_source(context, 1, &source, &size, &code);
  if (program != nullptr) code = build(program, device.handle, with);
  if (program == nullptr || code != kDone) {
    const std::string log = program == nullptr ? "" : first_line_of_log(program, device.handle);
    if (program != nullptr) cl.release_program(program);
    return Error{ErrorCode::kUnsupported,
                 info.name + ": the driver could not build the kernels, " + said_of(code) + log,
                 {}};
  }
  if (!kept.empty()) keep(program, kept);
  return program;
}

}  // namespace bach::gpu
