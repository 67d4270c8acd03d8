#include "lm/safetensors.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "base/byte_reader.h"
#include "lm/strict_json.h"

namespace bach {
namespace {

using nlohmann::json;

constexpr char kMetadata[] = "__metadata__";

// What a refusal needs: the file's name in front, the place behind.
struct Refusal {
  const std::string& file;

  Error operator()(ErrorCode code, const std::string& reason,
                   std::optional<std::uint64_t> offset = {}) const {
    return Error{code, file + ": not a safetensors file we can read: " + reason, offset};
  }
};

std::optional<std::uint64_t> size_of_type(const std::string& dtype) {
  static const std::map<std::string, std::uint64_t> kSizes = {
      {"F64", 8}, {"F32", 4}, {"F16", 2},  {"BF16", 2},    {"I64", 8},
      {"I32", 4}, {"I16", 2}, {"I8", 1},   {"U64", 8},     {"U32", 4},
      {"U16", 2}, {"U8", 1},  {"BOOL", 1}, {"F8_E4M3", 1}, {"F8_E5M2", 1}};
  const auto found = kSizes.find(dtype);
  if (found == kSizes.end()) return {};
  return found->second;
}

// All of `list` as unsigned whole numbers.
std::optional<std::vector<std::uint64_t>> whole_numbers(const json& list) {
  if (!list.is_array()) return {};
  std::vector<std::uint64_t> numbers;
  for (const json& number : list) {
    if (!number.is_number_unsigned()) return {};
    numbers.push_back(number.get<std::uint64_t>());
  }
  return numbers;
}

// A tensor, its bytes empty, and where in the data they are.
struct Placed {
  SafetensorsTensor tensor;
  std::uint64_t begin = 0, end = 0;
};

// One entry of the header, checked against how many bytes of data there are.
Result<Placed> read_tensor(const std::string& name, const json& entry, std::uint64_t data_bytes,
                           const Refusal& refuse) {
  const std::string tensor = "tensor " + shown_name(name);
  const auto invalid = [&](const std::string& reason) {
    return refuse(ErrorCode::kInvalidData, tensor + " " + reason);
  };
  if (!entry.is_object() || entry.size() != 3 || !entry.contains("dtype") ||
      !entry.contains("shape") || !entry.contains("data_offsets")) {
    return invalid("is not described by dtype, shape and data_offsets");
  }
  if (!entry["dtype"].is_string()) return invalid("has a dtype that is not a string");
  Placed result{{name, entry["dtype"].get<std::string>(), {}, {}}};
  const auto size = size_of_type(result.tensor.dtype);
  if (!size) return invalid("has the unknown dtype " + shown_name(result.tensor.dtype));
  auto shape = whole_numbers(entry["shape"]);
  if (!shape) return invalid("has a shape that is not a list of whole numbers");
  const auto range = whole_numbers(entry["data_offsets"]);
  if (!range || range->size() != 2) return invalid("has data_offsets that are not two numbers");
  const std::uint64_t begin = (*range)[0], end = (*range)[1];
  if (begin > end) return invalid("ends before it begins");
  if (end > data_bytes) {
    return refuse(ErrorCode::kTruncated, tensor + " ends at byte " + std::to_string(end) +
                                             " of the data, but there are " +
                                             std::to_string(data_bytes) + " bytes of it");
  }
  std::uint64_t bytes = *size;
  for (const std::uint64_t extent : *shape) {
    if (__builtin_mul_overflow(bytes, extent, &bytes)) return invalid("has an impossible shape");
  }
  if (bytes != end - begin) {
    return invalid("needs " + std::to_string(bytes) + " bytes for its shape, but has " +
                   std::to_string(end - begin));
  }
  result.tensor.shape = std::move(*shape);
  result.begin = begin;
  result.end = end;
  return result;
}

Result<std::map<std::string, std::string>> read_metadata(const json& entry, const Refusal& refuse) {
  std::map<std::string, std::string> metadata;
  if (!entry.is_object()) {
    return refuse(ErrorCode::kInvalidData, "its __metadata__ is not a JSON object");
  }
  for (const auto& [key, value] : entry.items()) {
    if (!value.is_string()) {
      return refuse(ErrorCode::kInvalidData,
                    "its metadata " + shown_name(key) + " is not a string");
    }
    metadata[key] = value.get<std::string>();
  }
  return metadata;
}

// The tensors must tile the data: no overlap, no gap, nothing left over.
Status check_tiling(const std::vector<Placed>& tensors, std::uint64_t data_bytes,
                    const Refusal& refuse) {
  std::uint64_t expected = 0;
  for (const Placed& placed : tensors) {
    if (placed.begin != expected) {
      const bool overlaps = placed.begin < expected;
      return refuse(ErrorCode::kInvalidData,
                    "tensor " + shown_name(placed.tensor.name) +
                        (overlaps ? " overlaps the one before it" : " begins after a gap"));
    }
    expected = placed.end;
  }
  if (expected != data_bytes) {
    return refuse(ErrorCode::kInvalidData, std::to_string(data_bytes - expected) +
                                               " bytes after the last tensor belong to none");
  }
  return {};
}

struct Header {
  std::map<std::string, std::string> metadata;
  std::vector<Placed> tensors;  // in the order of their bytes
  std::size_t data_at = 0;      // where the data begin
};

// Of a file of `file_bytes`, of which `bytes` are here.
Result<Header> read_header(std::span<const std::uint8_t> bytes, std::uint64_t file_bytes,
                           const Refusal& refuse) {
  ByteReader reader(bytes);
  const std::uint64_t length = reader.u64_le();
  if (reader.failed()) {
    return refuse(ErrorCode::kTruncated, "it has " + std::to_string(bytes.size()) +
                                             " bytes, not even the 8 of its header's length");
  }
  if (length > kMostSafetensorsHeader) {
    return refuse(ErrorCode::kLimit,
                  "its header claims " + std::to_string(length) + " bytes; at most " +
                      std::to_string(kMostSafetensorsHeader) + " are read",
                  0);
  }
  const std::span<const std::uint8_t> text = reader.take(static_cast<std::size_t>(length));
  if (reader.failed()) {
    return refuse(ErrorCode::kTruncated,
                  "its header claims " + std::to_string(length) + " bytes, but only " +
                      std::to_string(reader.remaining()) + " follow",
                  8);
  }
  if (text.empty() || text.front() != '{') {
    return refuse(ErrorCode::kInvalidData, "its header does not begin with '{'", 8);
  }
  std::string reason;
  const std::optional<json> parsed = parse_strictly(text, 3, "its header", reason);
  if (!parsed) return refuse(ErrorCode::kInvalidData, reason, 8);

  Header header;
  header.data_at = 8 + static_cast<std::size_t>(length);
  const std::uint64_t data_bytes = file_bytes - header.data_at;
  for (const auto& [name, entry] : parsed->items()) {
    if (name == kMetadata) {
      auto metadata = read_metadata(entry, refuse);
      if (!metadata) return std::move(metadata).error();
      header.metadata = std::move(*metadata);
      continue;
    }
    auto tensor = read_tensor(name, entry, data_bytes, refuse);
    if (!tensor) return std::move(tensor).error();
    header.tensors.push_back(std::move(*tensor));
  }
  // Empty tensors come before the one that begins where they stand.
  std::stable_sort(header.tensors.begin(), header.tensors.end(),
                   [](const Placed& a, const Placed& b) {
                     return std::pair(a.begin, a.end) < std::pair(b.begin, b.end);
                   });
  if (Status tiled = check_tiling(header.tensors, data_bytes, refuse); !tiled) {
    return std::move(tiled).error();
  }
  return header;
}

}  // namespace

std::string shown_name(const std::string& name) {
  constexpr std::size_t kMost = 60;
  std::size_t length = std::min(name.size(), kMost);
  const bool cut = length < name.size();
  const auto continues = [&](std::size_t at) {  // within a UTF-8 sequence
    return (static_cast<unsigned char>(name[at]) & 0xC0) == 0x80;
  };
  while (cut && length > 0 && continues(length)) --length;
  std::string shown = "'";
  for (const char c : name.substr(0, length)) {
    shown += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? '?' : c;
  }
  return shown + (cut ? "…'" : "'");
}

const SafetensorsTensor* Safetensors::find(const std::string& name) const {
  const auto found =
      std::find_if(tensors.begin(), tensors.end(),
                   [&](const SafetensorsTensor& tensor) { return tensor.name == name; });
  return found == tensors.end() ? nullptr : &*found;
}

Result<Safetensors> parse_safetensors(std::span<const std::uint8_t> bytes,
                                      const std::string& file) {
  Result<Header> header = read_header(bytes, bytes.size(), Refusal{file});
  if (!header) return std::move(header).error();
  const std::span<const std::uint8_t> data = bytes.subspan(header->data_at);
  Safetensors result{std::move(header->metadata), {}};
  for (Placed& placed : header->tensors) {
    placed.tensor.bytes = data.subspan(static_cast<std::size_t>(placed.begin),
                                       static_cast<std::size_t>(placed.end - placed.begin));
    result.tensors.push_back(std::move(placed.tensor));
  }
  return result;
}

Result<Safetensors> parse_safetensors_header(std::span<const std::uint8_t> beginning,
                                             std::uint64_t file_bytes, const std::string& file) {
  Result<Header> header = read_header(beginning, file_bytes, Refusal{file});
  if (!header) return std::move(header).error();
  Safetensors result{std::move(header->metadata), {}};
  for (Placed& placed : header->tensors) result.tensors.push_back(std::move(placed.tensor));
  return result;
}

std::vector<std::uint8_t> write_safetensors(const std::map<std::string, std::string>& metadata,
                                            std::span<const SafetensorsTensor> tensors) {
  json header = json::object();
  if (!metadata.empty()) header[kMetadata] = metadata;
  std::size_t offset = 0;
  for (const SafetensorsTensor& tensor : tensors) {
    const std::size_t end = offset + tensor.bytes.size();
    header[tensor.name] = {
        {"dtype", tensor.dtype}, {"shape", tensor.shape}, {"data_offsets", {offset, end}}};
    offset = end;
  }
  // Bytes that are not UTF-8 cannot stand in JSON; they become U+FFFD.
  std::string text = header.dump(-1, ' ', false, json::error_handler_t::replace);
  text.resize((text.size() + 7) / 8 * 8, ' ');

  std::vector<std::uint8_t> bytes;
  bytes.reserve(8 + text.size() + offset);
  for (int shift = 0; shift < 64; shift += 8) {
    bytes.push_back(static_cast<std::uint8_t>(std::uint64_t{text.size()} >> shift));
  }
  bytes.insert(bytes.end(), text.begin(), text.end());
  for (const SafetensorsTensor& tensor : tensors) {
    bytes.insert(bytes.end(), tensor.bytes.begin(), tensor.bytes.end());
  }
  return bytes;
}

}  // namespace bach
