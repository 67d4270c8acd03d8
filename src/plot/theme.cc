#include "plot/theme.h"

#include <cmath>

namespace bach {
namespace {

constexpr Colour kOrange{0xE6, 0x9F, 0x00};
constexpr Colour kSkyBlue{0x56, 0xB4, 0xE9};
constexpr Colour kBluishGreen{0x00, 0x9E, 0x73};
constexpr Colour kYellow{0xF0, 0xE4, 0x42};
constexpr Colour kBlue{0x00, 0x72, 0xB2};
constexpr Colour kVermillion{0xD5, 0x5E, 0x00};
constexpr Colour kReddishPurple{0xCC, 0x79, 0xA7};

constexpr Theme kLight{
    .paper = {0xFF, 0xFF, 0xFF},
    .panel = {0xF1, 0xF2, 0xF4},
    .grid = {0xDD, 0xDF, 0xE3},
    .muted = {0x5C, 0x62, 0x6B},
    .ink = {0x1B, 0x1E, 0x23},
    .series = {kBlue, kVermillion, kBluishGreen, kReddishPurple, kOrange, kSkyBlue},
};

constexpr Theme kDark{
    .paper = {0x15, 0x18, 0x1D},
    .panel = {0x1F, 0x23, 0x2A},
    .grid = {0x34, 0x39, 0x42},
    .muted = {0xA3, 0xAA, 0xB5},
    .ink = {0xE9, 0xEB, 0xEE},
    .series = {kSkyBlue, kOrange, kBluishGreen, kReddishPurple, kYellow, kVermillion},
};

std::uint8_t mix(std::uint8_t a, std::uint8_t b, double share) {
  return static_cast<std::uint8_t>(std::lround(a + (b - a) * share));
}

}  // namespace

Colour with_alpha(Colour colour, double alpha) {
  colour.alpha = alpha;
  return colour;
}

Colour mix(Colour a, Colour b, double share) {
  return {mix(a.red, b.red, share), mix(a.green, b.green, share), mix(a.blue, b.blue, share),
          a.alpha + (b.alpha - a.alpha) * share};
}

const Theme& light_theme() { return kLight; }
const Theme& dark_theme() { return kDark; }

}  // namespace bach
