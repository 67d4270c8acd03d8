// A picture: numbers that can be drawn, and shown in a terminal.
#pragma once

#include <string>

#include "plot/canvas.h"
#include "plot/theme.h"

namespace bach {

// What a terminal can show.
struct TextView {
  int columns = 80;     // at least 40 are used
  bool colour = false;  // ANSI colours of 256
};

// Immutable once made.
class Picture {
 public:
  virtual ~Picture() = default;

  // The size it looks best at, in points.
  virtual Size size() const = 0;
  // Draws itself into (0, 0) … `size`; the paper is there already. Any size of 200 by 100 or more
  // is fine.
  virtual void draw(Canvas& canvas, Size size, const Theme& theme) const = 0;
  // The same in characters (UTF-8), lines ended by newlines, titles and units too.
  virtual std::string text(const TextView& view) const = 0;
};

}  // namespace bach
