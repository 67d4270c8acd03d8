// What pictures are drawn on. Lengths are points (1/72 inch), x grows rightward, y downward.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "plot/theme.h"

namespace bach {

struct Point {
  double x = 0;
  double y = 0;

  bool operator==(const Point&) const = default;
};

struct Size {
  double width = 0;
  double height = 0;

  bool operator==(const Size&) const = default;
};

struct Rect {
  double x = 0;
  double y = 0;
  double width = 0;
  double height = 0;

  bool operator==(const Rect&) const = default;
  double right() const { return x + width; }
  double bottom() const { return y + height; }
};

struct Stroke {
  Colour colour;
  double width = 1;
  std::vector<double> dashes;  // lengths of ink and gap by turns; none: a whole line
};

enum class Anchor { kStart, kMiddle, kEnd };

struct TextStyle {
  Colour colour;
  double size = 10;  // of the font
  bool bold = false;
  Anchor anchor = Anchor::kStart;  // which part of the text stands at the point
};

class Canvas {
 public:
  virtual ~Canvas() = default;

  virtual void fill(const Rect& rect, Colour colour) = 0;
  virtual void disc(Point centre, double radius, Colour colour) = 0;
  // Through all points, corners rounded. Fewer than two points draw nothing.
  virtual void line(std::span<const Point> points, const Stroke& stroke) = 0;
  // UTF-8 on one line; `at` lies on the baseline.
  virtual void text(Point at, const std::string& utf8, const TextStyle& style) = 0;
  virtual double text_width(const std::string& utf8, const TextStyle& style) = 0;
  // Until end_clip() nothing is drawn outside `rect`. Clips do not nest.
  virtual void begin_clip(const Rect& rect) = 0;
  virtual void end_clip() = 0;

  void line(Point from, Point to, const Stroke& stroke) {
    const Point points[] = {from, to};
    line(points, stroke);
  }
  void outline(const Rect& rect, const Stroke& stroke) {
    const Point corners[] = {{rect.x, rect.y},
                             {rect.right(), rect.y},
                             {rect.right(), rect.bottom()},
                             {rect.x, rect.bottom()},
                             {rect.x, rect.y}};
    line(corners, stroke);
  }
};

}  // namespace bach
