// Pictures as PNG, SVG and PDF.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "plot/picture.h"

namespace bach {

struct PictureOptions {
  bool dark = false;            // for dark pages
  std::optional<Size> size;     // in points; the picture's own when there is none
  double pixels_per_point = 2;  // of PNG: 2 is 144 dots an inch
};

// Checks that `output` is "-" (SVG on standard output) or ends in .png, .svg or .pdf.
Status check_picture_target(const std::string& output);

// The picture as SVG, by Cairo, see write_picture().
Result<std::vector<std::uint8_t>> svg_of(const Picture& picture, const PictureOptions& options);

// Draws with Cairo, loaded when this is called, and writes `output` as one step. Equal pictures
// give equal files with the same Cairo and fonts: no time, no path. Errors: kUnsupported when Cairo
// is missing, kLimit when the picture is too large for its format.
Status write_picture(const Picture& picture, const std::string& output,
                     const PictureOptions& options);

}  // namespace bach
