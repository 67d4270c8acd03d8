// Colours of pictures, on light and on dark pages.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace bach {

// sRGB; alpha 0 (nothing to see) … 1.
struct Colour {
  std::uint8_t red = 0;
  std::uint8_t green = 0;
  std::uint8_t blue = 0;
  double alpha = 1;

  bool operator==(const Colour&) const = default;
};

Colour with_alpha(Colour colour, double alpha);
// `share` of `b` in `a`, 0 … 1, each channel by itself.
Colour mix(Colour a, Colour b, double share);

// What a picture is drawn with. Series are told apart by the colours of Okabe and Ito ("Color
// Universal Design", 2008), which people of every colour vision can name; yellow, too light for
// paper, is left to the dark theme, and each theme's first colours are those that stand out most.
struct Theme {
  Colour paper;  // behind everything
  Colour panel;  // rows set apart: those of black keys
  Colour grid;   // lines that help the eye
  Colour muted;  // second text, axis labels
  Colour ink;    // text, axes, notes in grey pictures
  std::array<Colour, 6> series;

  Colour of_series(std::size_t index) const { return series[index % series.size()]; }
};

const Theme& light_theme();
const Theme& dark_theme();

}  // namespace bach
