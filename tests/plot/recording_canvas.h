// A canvas that keeps what is drawn on it, to look at in tests.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "plot/canvas.h"

namespace bach::tests {

class RecordingCanvas final : public Canvas {
 public:
  struct Fill {
    Rect rect;
    Colour colour;
  };
  struct Line {
    std::vector<Point> points;
    Stroke stroke;
  };
  struct Text {
    Point at;
    std::string utf8;
    TextStyle style;
  };

  void fill(const Rect& rect, Colour colour) override { fills.push_back({rect, colour}); }
  void disc(Point centre, double radius, Colour colour) override {
    fills.push_back({{centre.x - radius, centre.y - radius, 2 * radius, 2 * radius}, colour});
  }
  void line(std::span<const Point> points, const Stroke& stroke) override {
    lines.push_back({{points.begin(), points.end()}, stroke});
  }
  void text(Point at, const std::string& utf8, const TextStyle& style) override {
    texts.push_back({at, utf8, style});
  }
  // Every character half as wide as it is high.
  double text_width(const std::string& utf8, const TextStyle& style) override {
    return static_cast<double>(utf8.size()) * style.size / 2;
  }
  void begin_clip(const Rect&) override { ++open_clips; }
  void end_clip() override { --open_clips; }
  using Canvas::line;

  std::vector<Rect> filled_with(Colour colour) const {
    std::vector<Rect> found;
    for (const Fill& fill : fills) {
      if (fill.colour == colour) found.push_back(fill.rect);
    }
    return found;
  }
  bool says(const std::string& utf8) const {
    return std::any_of(texts.begin(), texts.end(),
                       [&](const Text& text) { return text.utf8 == utf8; });
  }

  std::vector<Fill> fills;
  std::vector<Line> lines;
  std::vector<Text> texts;
  int open_clips = 0;
};

// What `picture` draws at its natural size on light paper.
template <typename Drawable>
RecordingCanvas drawing_of(const Drawable& picture) {
  RecordingCanvas canvas;
  picture.draw(canvas, picture.size(), light_theme());
  return canvas;
}

}  // namespace bach::tests
