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
      {"F64", 8}, {"F32", 4}, {"F16", 2}, {"BF16", 2}, {"I64", 8}, {"I32", 4}, {"I16", 2},
      {"I8", 1},  {"U64", 8}, {"U32", 4}, {"U16", 2},  {"U8", 1},  {"BOOL", 1}};
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

// One entry of the header, checked against the bytes there are.
Result<SafetensorsTensor> read_tensor(const std::string& name, const json& entry,
                                      std::span<const std::uint8_t> data, const Refusal& refuse) {
  const std::string tensor = "tensor " + shown_name(name);
  const auto invalid = [&](const std::string& reason) {
    return refuse(ErrorCode::kInvalidData, tensor + " " + reason);
  };
  if (!entry.is_object() || entry.size() != 3 || !entry.contains("dtype") ||
      !entry.contains("shape") || !entry.contains("data_offsets")) {
    return invalid("is not described by dtype, shape and data_offsets");
  }
  if (!entry["dtype"].is_string()) return invalid("has a dtype that is not a string");
  SafetensorsTensor result{name, entry["dtype"].get<std::string>(), {}, {}};
  const auto size = size_of_type(result.dtype);
  if (!size) return invalid("has the unknown dtype " + shown_name(result.dtype));
  const auto shape = whole_numbers(entry["shape"]);
  if (!shape) return invalid("has a shape that is not a list of whole numbers");
  const auto range = whole_numbers(entry["data_offsets"]);
  if (!range || range->size() != 2) return invalid("has data_offsets that are not two numbers");
  const std::uint64_t begin = (*range)[0], end = (*range)[1];
  if (begin > end) return invalid("ends before it begins");
  if (end > data.size()) {
    return refuse(ErrorCode::kTruncated, tensor + " ends at byte " + std::to_string(end) +
                                             " of the data, but there are " +
                                             std::to_string(data.size()) + " bytes of it");
  }
  std::uint64_t bytes = *size;
  for (const std::uint64_t extent : *shape) {
    if (__builtin_mul_overflow(bytes, extent, &bytes)) return invalid("has an impossible shape");
  }
  if (bytes != end - begin) {
    return invalid("needs " + std::to_string(bytes) + " bytes for its shape, but has " +
                   std::to_string(end - begin));
  }
  result.shape = *shape;
  result.bytes = data.subspan(static_cast<std::size_t>(begin), static_cast<std::size_t>(bytes));
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
Status check_tiling(const std::vector<SafetensorsTensor>& tensors,
                    std::span<const std::uint8_t> data, const Refusal& refuse) {
  const std::uint8_t* expected = data.data();
  for (const SafetensorsTensor& tensor : tensors) {
    if (tensor.bytes.data() != expected) {
      const bool overlaps = tensor.bytes.data() < expected;
      return refuse(ErrorCode::kInvalidData,
                    "tensor " + shown_name(tensor.name) +
                        (overlaps ? " overlaps the one before it" : " begins after a gap"));
    }
    expected += tensor.bytes.size();
  }
  const auto used = static_cast<std::size_t>(expected - data.data());
  if (used != data.size()) {
    return refuse(ErrorCode::kInvalidData, std::to_string(data.size() - used) +
                                               " bytes after the last tensor belong to none");
  }
  return {};
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
  const Refusal refuse{file};
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
  const std::optional<json> header = parse_strictly(text, 3, "its header", reason);
  if (!header) return refuse(ErrorCode::kInvalidData, reason, 8);

  const std::span<const std::uint8_t> data = reader.take(reader.remaining());
  Safetensors result;
  for (const auto& [name, entry] : header->items()) {
    if (name == kMetadata) {
      auto metadata = read_metadata(entry, refuse);
      if (!metadata) return std::move(metadata).error();
      result.metadata = std::move(*metadata);
      continue;
    }
    auto tensor = read_tensor(name, entry, data, refuse);
    if (!tensor) return std::move(tensor).error();
    result.tensors.push_back(std::move(*tensor));
  }
  // Empty tensors come before the one that begins where they stand.
  std::stable_sort(result.tensors.begin(), result.tensors.end(),
                   [](const SafetensorsTensor& a, const SafetensorsTensor& b) {
                     return std::pair(a.bytes.data(), a.bytes.size()) <
                            std::pair(b.bytes.data(), b.bytes.size());
                   });
  if (Status tiled = check_tiling(result.tensors, data, refuse); !tiled) {
    return std::move(tiled).error();
  }
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
