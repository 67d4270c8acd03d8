#include "plot/cairo_canvas.h"

#ifdef BACH_HAS_CAIRO_HEADERS

#include <algorithm>
#include <cmath>
#include <numbers>

namespace bach {
namespace {

// On every Debian with Cairo; has the sharps and flats. Cairo takes another where it is missing.
constexpr const char* kFont = "DejaVu Sans";

}  // namespace

CairoCanvas::CairoCanvas(const Cairo& cairo, cairo_surface_t* surface, double scale, bool pixels)
    : cairo_(cairo), context_(cairo.create(surface)), scale_(scale), pixels_(pixels) {
  cairo_.scale(context_, scale, scale);
  cairo_.set_line_join(context_, CAIRO_LINE_JOIN_ROUND);
  // Letters as wide in pixels as on paper: one layout for all formats.
  cairo_font_options_t* options = cairo_.font_options_create();
  cairo_.font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_.font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  cairo_.font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
  cairo_.set_font_options(context_, options);
  cairo_.font_options_destroy(options);
}

CairoCanvas::~CairoCanvas() { cairo_.destroy(context_); }

void CairoCanvas::set_source(Colour colour) {
  cairo_.set_source_rgba(context_, colour.red / 255.0, colour.green / 255.0, colour.blue / 255.0,
                         colour.alpha);
}

Rect CairoCanvas::snapped(const Rect& rect) const {
  if (!pixels_) return rect;
  const auto whole = [this](double length) { return std::round(length * scale_) / scale_; };
  const double x = whole(rect.x);
  const double y = whole(rect.y);
  // What is there stays to be seen.
  return {x, y, std::max(whole(rect.right()) - x, 1 / scale_),
          std::max(whole(rect.bottom()) - y, 1 / scale_)};
}

void CairoCanvas::fill(const Rect& rect, Colour colour) {
  if (rect.width <= 0 || rect.height <= 0) return;
  const Rect box = snapped(rect);
  set_source(colour);
  cairo_.rectangle(context_, box.x, box.y, box.width, box.height);
  cairo_.fill(context_);
}

void CairoCanvas::disc(Point centre, double radius, Colour colour) {
  set_source(colour);
  cairo_.new_path(context_);
  cairo_.arc(context_, centre.x, centre.y, radius, 0, 2 * std::numbers::pi);
  cairo_.fill(context_);
}

void CairoCanvas::line(std::span<const Point> points, const Stroke& stroke) {
  if (points.size() < 2) return;
  set_source(stroke.colour);
  cairo_.set_line_width(context_, stroke.width);
  cairo_.set_dash(context_, stroke.dashes.data(), static_cast<int>(stroke.dashes.size()), 0);
  cairo_.new_path(context_);
  cairo_.move_to(context_, points[0].x, points[0].y);
  for (const Point& point : points.subspan(1)) cairo_.line_to(context_, point.x, point.y);
  cairo_.stroke(context_);
}

void CairoCanvas::set_font(const TextStyle& style) {
  cairo_.select_font_face(context_, kFont, CAIRO_FONT_SLANT_NORMAL,
                          style.bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
  cairo_.set_font_size(context_, style.size);
}

double CairoCanvas::text_width(const std::string& utf8, const TextStyle& style) {
  set_font(style);
  cairo_text_extents_t extents{};
  cairo_.text_extents(context_, utf8.c_str(), &extents);
  return extents.x_advance;
}

void CairoCanvas::text(Point at, const std::string& utf8, const TextStyle& style) {
  double x = at.x;
  if (style.anchor != Anchor::kStart) {
    x -= text_width(utf8, style) * (style.anchor == Anchor::kMiddle ? 0.5 : 1);
  }
  set_font(style);
  set_source(style.colour);
  cairo_.move_to(context_, x, at.y);
  cairo_.show_text(context_, utf8.c_str());
}

void CairoCanvas::begin_clip(const Rect& rect) {
  cairo_.save(context_);
  const Rect box = snapped(rect);
  cairo_.rectangle(context_, box.x, box.y, box.width, box.height);
  cairo_.clip(context_);
}

void CairoCanvas::end_clip() { cairo_.restore(context_); }

}  // namespace bach

#endif
