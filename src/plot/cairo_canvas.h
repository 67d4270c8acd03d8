// A canvas over a Cairo surface.
#pragma once

#include "plot/cairo.h"

#ifdef BACH_HAS_CAIRO_HEADERS

#include "plot/canvas.h"

namespace bach {

class CairoCanvas final : public Canvas {
 public:
  // Draws on `surface`, which the caller keeps. `scale`: device units a point. With `pixels`, the
  // edges of filled rectangles are moved to whole device units: neighbours meet without a seam.
  CairoCanvas(const Cairo& cairo, cairo_surface_t* surface, double scale, bool pixels);
  ~CairoCanvas() override;
  CairoCanvas(const CairoCanvas&) = delete;
  CairoCanvas& operator=(const CairoCanvas&) = delete;

  cairo_status_t status() const { return cairo_.status(context_); }

  void fill(const Rect& rect, Colour colour) override;
  void disc(Point centre, double radius, Colour colour) override;
  void line(std::span<const Point> points, const Stroke& stroke) override;
  void text(Point at, const std::string& utf8, const TextStyle& style) override;
  double text_width(const std::string& utf8, const TextStyle& style) override;
  void begin_clip(const Rect& rect) override;
  void end_clip() override;
  using Canvas::line;

 private:
  void set_source(Colour colour);
  void set_font(const TextStyle& style);
  Rect snapped(const Rect& rect) const;

  const Cairo& cairo_;
  cairo_t* context_;
  double scale_;
  bool pixels_;
};

}  // namespace bach

#endif
