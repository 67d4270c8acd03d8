// Files carried in a page.
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace bach {

// A drawing for src="…": text with what would end it as %XX, a quarter less than base64.
std::string svg_uri(std::span<const std::uint8_t> svg);
// Ogg Vorbis, in base64.
std::string sound_uri(std::span<const std::uint8_t> ogg);

}  // namespace bach
