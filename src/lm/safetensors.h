// The safetensors file format (huggingface.co/docs/safetensors): eight bytes of header length,
// little-endian; a JSON header naming each tensor's type, shape and range of bytes; the bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"

namespace bach {

inline constexpr std::size_t kMostSafetensorsHeader = std::size_t{4} << 20;

struct SafetensorsTensor {
  std::string name;
  std::string dtype;  // "F32", "I32", …; foreign files may have any that the format has
  std::vector<std::uint64_t> shape;
  std::span<const std::uint8_t> bytes;  // row-major, little-endian
};

struct Safetensors {
  std::map<std::string, std::string> metadata;  // the header's `__metadata__`
  std::vector<SafetensorsTensor> tensors;       // in the order of their bytes

  // Null when there is no such tensor.
  const SafetensorsTensor* find(const std::string& name) const;
};

// Takes a file apart without copying the tensors: `bytes` must outlive the result. Refused, with
// the reason: a header that is cut short, over kMostSafetensorsHeader or not the JSON it should be,
// names said twice, unknown types, shapes that do not fit their bytes, and tensors that overlap,
// leave gaps or end before or after the file does. `file` is its name for messages.
Result<Safetensors> parse_safetensors(std::span<const std::uint8_t> bytes, const std::string& file);

// The same of a file's beginning, which has to hold its header, where the file has `file_bytes` in all: what it
// says, checked against its size. The tensors' bytes are empty.
Result<Safetensors> parse_safetensors_header(std::span<const std::uint8_t> beginning,
                                             std::uint64_t file_bytes, const std::string& file);

// The file for these tensors, in the given order, their bytes beginning at a multiple of 8. The
// same content gives the same file. Names must differ and shapes fit their bytes.
std::vector<std::uint8_t> write_safetensors(const std::map<std::string, std::string>& metadata,
                                            std::span<const SafetensorsTensor> tensors);

// A name from a file as it may be shown: quoted, control characters replaced, cut when long.
std::string shown_name(const std::string& name);

}  // namespace bach
