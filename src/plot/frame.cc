#include "plot/frame.h"

#include <algorithm>

namespace bach {
namespace {

constexpr double kSubtitleSize = 9.5;
constexpr double kBelowLine = 6;
constexpr double kSwatch = 9;         // side of a colour square in the legend
constexpr double kHalfCapital = 3.3;  // from a label's baseline to its middle
constexpr double kTick = 3.5;

// A row of squares and names; further rows where they do not fit.
double draw_legend(Canvas& canvas, double top, double picture_width, const Theme& theme,
                   const std::vector<std::string>& names) {
  const TextStyle style = label_style(theme);
  double x = kMargin;
  double y = top + 4;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const double width = kSwatch + 5 + canvas.text_width(names[i], style) + 16;
    if (x > kMargin && x + width > picture_width - kMargin) {
      x = kMargin;
      y += kLegendHeight;
    }
    canvas.fill({x, y, kSwatch, kSwatch}, theme.of_series(i));
    canvas.text({x + kSwatch + 5, y + kSwatch - 1}, names[i], style);
    x += width;
  }
  return y + kLegendHeight - 4;
}

}  // namespace

TextStyle label_style(const Theme& theme, Anchor anchor) {
  return {theme.muted, kLabelSize, false, anchor};
}

double draw_heading(Canvas& canvas, double top, double width, const Theme& theme,
                    const Heading& heading) {
  double y = top + kTitleSize - 2;
  canvas.text({kMargin, y}, heading.title, {theme.ink, kTitleSize, true, Anchor::kStart});
  y += kBelowLine;
  if (!heading.subtitle.empty()) {
    y += kSubtitleSize + 1;
    canvas.text({kMargin, y}, heading.subtitle,
                {theme.muted, kSubtitleSize, false, Anchor::kStart});
    y += kBelowLine;
  }
  if (heading.legend.size() > 1) y = draw_legend(canvas, y, width, theme, heading.legend);
  return y + 4;
}

double heading_height(const Heading& heading) {
  return kTitleSize - 2 + kBelowLine +
         (heading.subtitle.empty() ? 0 : kSubtitleSize + 1 + kBelowLine) +
         (heading.legend.size() > 1 ? kLegendHeight : 0) + 4;
}

void draw_value_axis(Canvas& canvas, const Rect& area, const Theme& theme, const Scale& scale,
                     std::span<const AxisTick> ticks, const std::string& title) {
  for (const AxisTick& tick : ticks) {
    const double y = scale(tick.at);
    canvas.line({area.x, y}, {area.right(), y}, {theme.grid, 0.75, {}});
    canvas.text({area.x - 6, y + kHalfCapital}, tick.label, label_style(theme, Anchor::kEnd));
  }
  canvas.text({kMargin, area.y - 8}, title, label_style(theme));
}

void draw_bottom_axis(Canvas& canvas, const Rect& area, const Theme& theme, const Scale& scale,
                      std::span<const AxisTick> ticks, const std::string& title, bool grid) {
  for (const AxisTick& tick : ticks) {
    const double x = scale(tick.at);
    if (grid) canvas.line({x, area.y}, {x, area.bottom()}, {theme.grid, 0.75, {}});
    canvas.line({x, area.bottom()}, {x, area.bottom() + kTick}, {theme.muted, 0.75, {}});
    canvas.text({x, area.bottom() + kTick + kLabelSize + 2}, tick.label,
                label_style(theme, Anchor::kMiddle));
  }
  canvas.text({area.x + area.width / 2, area.bottom() + kTick + 2 * kLabelSize + 8}, title,
              label_style(theme, Anchor::kMiddle));
}

double widest_label(Canvas& canvas, const Theme& theme, std::span<const AxisTick> ticks) {
  double width = 0;
  for (const AxisTick& tick : ticks) {
    width = std::max(width, canvas.text_width(tick.label, label_style(theme)));
  }
  return width;
}

}  // namespace bach
