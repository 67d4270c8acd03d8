// The colours of an image: drawings have few, and pixels of a byte take a quarter of the time to pack.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "plot/pixels.h"

namespace bach {

inline constexpr std::size_t kMostColours = 256;
// By how much a pixel's red, green or blue may change.
inline constexpr int kMostOff = 4;

class Palette {
 public:
  // All colours of an image that has up to kMostColours. Of more, as soft edges of letters make, the rare ones are replaced by
  // the nearest of those kept; none when one would be off by more than kMostOff, as in a picture of many shades. The same
  // image always has the same palette.
  static std::optional<Palette> of(const Pixels& pixels);

  // 0x00RRGGBB.
  std::span<const std::uint32_t> colours() const { return kept_; }
  // Of a row of the image, the place of each pixel's colour.
  void places(const std::uint8_t* row, std::span<std::uint8_t> to) const;

 private:
  Palette();

  // The place of a colour among those seen, which it may add to; −1 when there are too many.
  int find_or_add(std::uint32_t colour);
  std::size_t slot_of(std::uint32_t colour) const;
  // Goes through the pixels; false when there are too many colours.
  bool count(const Pixels& pixels);
  void choose();
  void keep(std::uint32_t colour);

  std::vector<int> slots_;             // by hash: place among those seen, −1 for none
  std::vector<std::uint32_t> seen_;    // in the order they came
  std::vector<std::size_t> counts_;    // how often
  std::vector<std::uint8_t> nearest_;  // of those seen, the place among those kept
  std::vector<int> off_;               // how far that is
  std::vector<std::uint32_t> kept_;
};

}  // namespace bach
