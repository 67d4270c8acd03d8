// A cursor over bytes that cannot run past their end.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace bach {

// Reads past the end return 0 (or an empty span) and set failed(); the cursor then stays where it
// was. The bytes must outlive the reader.
class ByteReader {
 public:
  explicit ByteReader(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

  std::size_t offset() const { return offset_; }
  std::size_t remaining() const { return bytes_.size() - offset_; }
  bool failed() const { return failed_; }

  void seek(std::size_t offset) {
    if (offset > bytes_.size()) {
      failed_ = true;
    } else {
      offset_ = offset;
    }
  }

  std::span<const std::uint8_t> take(std::size_t count) {
    if (count > remaining()) {
      failed_ = true;
      return {};
    }
    const auto taken = bytes_.subspan(offset_, count);
    offset_ += count;
    return taken;
  }

  std::uint8_t u8() { return static_cast<std::uint8_t>(big_endian(1)); }
  std::uint16_t u16_be() { return static_cast<std::uint16_t>(big_endian(2)); }
  std::uint32_t u32_be() { return static_cast<std::uint32_t>(big_endian(4)); }
  std::uint32_t u32_le() { return static_cast<std::uint32_t>(little_endian(4)); }
  std::uint64_t u64_le() { return little_endian(8); }

 private:
  std::uint64_t big_endian(std::size_t width) {
    std::uint64_t value = 0;
    for (const std::uint8_t byte : take(width)) value = value << 8 | byte;
    return value;
  }

  std::uint64_t little_endian(std::size_t width) {
    std::uint64_t value = 0;
    int shift = 0;
    for (const std::uint8_t byte : take(width)) {
      value |= std::uint64_t{byte} << shift;
      shift += 8;
    }
    return value;
  }

  std::span<const std::uint8_t> bytes_;
  std::size_t offset_ = 0;
  bool failed_ = false;
};

}  // namespace bach
