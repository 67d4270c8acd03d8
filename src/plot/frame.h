// What stands around the drawing proper: titles, legend, axes.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "plot/axis.h"
#include "plot/canvas.h"

namespace bach {

inline constexpr double kMargin = 16;            // between a picture's edge and what it shows
inline constexpr double kTitleSize = 13;         // of fonts, in points
inline constexpr double kLabelSize = 9;          //
inline constexpr double kLegendHeight = 18;      // a row of the legend
inline constexpr double kAxisTitleHeight = 14;   // a line of text below or above an axis
inline constexpr double kBottomAxisHeight = 46;  // labels and title below a drawing, and the margin

struct Heading {
  std::string title;
  std::string subtitle;             // may be empty
  std::vector<std::string> legend;  // names of series by index; shown when there are two or more
};

// Draws the heading with its upper edge at `top` across a picture `width` wide; returns the y below
// it, with room before what follows.
double draw_heading(Canvas& canvas, double top, double width, const Theme& theme,
                    const Heading& heading);
// What that takes when the legend fits in one row.
double heading_height(const Heading& heading);

// Horizontal grid lines across `area` with their labels left of it, and the axis title above its
// upper left corner. `scale` maps values to y.
void draw_value_axis(Canvas& canvas, const Rect& area, const Theme& theme, const Scale& scale,
                     std::span<const AxisTick> ticks, const std::string& title);
// Labels below `area`, small strokes above them, and the axis title below in the middle. `scale`
// maps values to x. With `grid`, vertical lines across `area`.
void draw_bottom_axis(Canvas& canvas, const Rect& area, const Theme& theme, const Scale& scale,
                      std::span<const AxisTick> ticks, const std::string& title, bool grid);

// The width of the widest label.
double widest_label(Canvas& canvas, const Theme& theme, std::span<const AxisTick> ticks);

// Text in the style of labels.
TextStyle label_style(const Theme& theme, Anchor anchor = Anchor::kStart);

}  // namespace bach
