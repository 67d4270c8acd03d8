// Base64 from requests (RFC 4648, section 4) as bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace bach::api {

// Strict: no line breaks, padded with "=", no bits left over. None: it is not so.
std::optional<std::vector<std::uint8_t>> bytes_of_base64(std::string_view text);

}  // namespace bach::api
