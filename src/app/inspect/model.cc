#include "app/inspect/model.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <system_error>
#include <utility>
#include <vector>

#include "base/file.h"
#include "lm/model_file.h"

namespace bach {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLengthBytes = 8;

// The first bytes of a file, as many as there are of `count`.
std::vector<std::uint8_t> first_bytes(std::ifstream& in, std::size_t count) {
  std::vector<std::uint8_t> bytes(count);
  in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(count));
  bytes.resize(static_cast<std::size_t>(in.gcount()));
  return bytes;
}

std::uint64_t said_length(const std::vector<std::uint8_t>& bytes) {
  std::uint64_t length = 0;
  for (std::size_t k = kLengthBytes; k-- > 0;) length = length << 8 | bytes[k];
  return length;
}

std::string kind_name(ModelFileKind kind) {
  switch (kind) {
    case ModelFileKind::kModel:
      return "model";
    case ModelFileKind::kCheckpoint:
      return "checkpoint";
    case ModelFileKind::kForeign:
      break;
  }
  return "foreign";
}

ModelFileKind model_file_kind(const std::map<std::string, std::string>& metadata) {
  if (metadata.contains("bach_checkpoint")) return ModelFileKind::kCheckpoint;
  return metadata.contains("bach_format") ? ModelFileKind::kModel : ModelFileKind::kForeign;
}

std::uint64_t numbers_in(const SafetensorsTensor& tensor) {
  std::uint64_t numbers = 1;
  for (const std::uint64_t extent : tensor.shape) numbers *= extent;  // fits: it was read
  return numbers;
}

}  // namespace

bool is_model_file(const std::string& path) {
  std::error_code failure;
  if (!fs::is_regular_file(path, failure)) return false;
  if (fs::path(path).extension() == ".safetensors") return true;
  // No text, and no MIDI file, says so small a length.
  constexpr std::uint64_t kMostLength = std::uint64_t{1} << 32;
  std::ifstream in(path, std::ios::binary);
  const auto bytes = first_bytes(in, kLengthBytes + 1);
  return bytes.size() > kLengthBytes && bytes[kLengthBytes] == '{' &&
         said_length(bytes) < kMostLength;
}

Result<ModelInspection> inspect_model(const std::string& path) {
  ModelInspection found;
  found.file = path;
  std::error_code failure;
  found.bytes = fs::file_size(path, failure);
  if (failure) return system_error(failure.value(), "read", path);
  errno = 0;
  std::ifstream in(path, std::ios::binary);
  if (!in) return system_error(errno != 0 ? errno : EIO, "read", path);
  std::vector<std::uint8_t> bytes = first_bytes(in, kLengthBytes);
  if (bytes.size() == kLengthBytes) {
    const std::uint64_t length = std::min<std::uint64_t>(
        {said_length(bytes), kMostSafetensorsHeader, found.bytes - kLengthBytes});
    const auto header = first_bytes(in, static_cast<std::size_t>(length));
    bytes.insert(bytes.end(), header.begin(), header.end());
  }
  Result<Safetensors> said = parse_safetensors_header(bytes, found.bytes, path);
  if (!said) return std::move(said).error();
  found.said = std::move(*said);
  for (const SafetensorsTensor& tensor : found.said.tensors) {
    found.numbers += numbers_in(tensor);
    ++found.types[tensor.dtype];
  }
  found.kind = model_file_kind(found.said.metadata);
  found.digest = has_digest(found.said);
  if (found.kind == ModelFileKind::kModel) {
    if (Status fits = check_model_shapes(found.said, path); !fits) {
      found.unfit = std::move(fits).error();
    }
  }
  return found;
}

nlohmann::ordered_json inspection_json(const ModelInspection& found) {
  nlohmann::ordered_json tensors = nlohmann::ordered_json::array();
  for (const SafetensorsTensor& tensor : found.said.tensors) {
    tensors.push_back({{"name", tensor.name}, {"dtype", tensor.dtype}, {"shape", tensor.shape}});
  }
  nlohmann::ordered_json json = {{"bytes", found.bytes},
                                 {"kind", kind_name(found.kind)},
                                 {"metadata", found.said.metadata},
                                 {"digest", found.digest},
                                 {"numbers", found.numbers},
                                 {"types", found.types},
                                 {"tensors", std::move(tensors)}};
  json["unfit"] = found.unfit ? nlohmann::ordered_json(found.unfit->message) : nullptr;
  return json;
}

}  // namespace bach
