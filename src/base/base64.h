// Bytes as text: base64 (RFC 4648, section 4).
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace bach {

// On one line, padded with "=".
std::string base64_text(std::span<const std::uint8_t> bytes);

}  // namespace bach
