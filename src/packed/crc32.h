// CRC-32 as in zlib, gzip and PNG: what guards the parts of a shard.
#pragma once

#include <cstdint>
#include <span>

namespace bach {

std::uint32_t crc32_of(std::span<const std::uint8_t> bytes);

}  // namespace bach
