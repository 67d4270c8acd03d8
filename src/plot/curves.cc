#include "plot/curves.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "plot/curves_text.h"
#include "plot/frame.h"

namespace bach {
namespace {

constexpr double kLabelApart = 11;  // between baselines of labels

std::vector<Point> placed(const std::vector<CurvePoint>& points, const Scale& x, const Scale& y) {
  std::vector<Point> places;
  for (const CurvePoint& point : points) places.push_back({x(point.x), y(point.y)});
  return places;
}

class CurvesPicture final : public Picture {
 public:
  explicit CurvesPicture(LearningCurves curves) : data_(std::move(curves)) {}

  Size size() const override { return {680, 400}; }
  void draw(Canvas& canvas, Size size, const Theme& theme) const override;
  std::string text(const TextView& view) const override { return curves_text(data_, view); }

 private:
  void draw_run(Canvas& canvas, const Theme& theme, std::size_t run, const Scale& x,
                const Scale& y) const;
  void draw_baselines(Canvas& canvas, const Theme& theme, const Rect& area, const Scale& y) const;

  LearningCurves data_;
};

void CurvesPicture::draw(Canvas& canvas, Size size, const Theme& theme) const {
  std::vector<std::string> names;
  for (const LearningCurve& run : data_.runs) names.push_back(run.name);
  const double top =
      draw_heading(canvas, kMargin, size.width, theme, {data_.title, data_.subtitle, names}) +
      kAxisTitleHeight + 10;
  const CurveExtent extent = extent_of(data_);
  const std::vector<AxisTick> y_ticks = round_ticks(extent.lowest, extent.highest, 8);
  std::vector<AxisTick> x_ticks = round_ticks(0, extent.targets, 8, 1);
  for (AxisTick& tick : x_ticks)
    tick.label = count_text(static_cast<std::uint64_t>(std::llround(tick.at)));
  const double left = kMargin + widest_label(canvas, theme, y_ticks) + 8;
  const Rect area{left, top, size.width - kMargin - 6 - left,
                  size.height - kBottomAxisHeight - top};
  const Scale x{0, extent.targets, area.x, area.right()};
  const Scale y{extent.lowest, extent.highest, area.bottom(), area.y};
  draw_value_axis(canvas, area, theme, y, y_ticks, "loss (nats per note)");
  draw_bottom_axis(canvas, area, theme, x, x_ticks, data_.x_title, false);
  canvas.line({area.x, area.bottom()}, {area.right(), area.bottom()}, {theme.ink, 1, {}});
  canvas.begin_clip({area.x - 4, area.y - 4, area.width + 8, area.height + 4});
  for (std::size_t run = 0; run < data_.runs.size(); ++run) draw_run(canvas, theme, run, x, y);
  canvas.end_clip();
  draw_baselines(canvas, theme, area, y);
}

void CurvesPicture::draw_run(Canvas& canvas, const Theme& theme, std::size_t run, const Scale& x,
                             const Scale& y) const {
  const LearningCurve& curve = data_.runs[run];
  const Colour colour = theme.of_series(run);
  canvas.line(placed(curve.training, x, y), {with_alpha(colour, 0.25), 0.6, {}});
  canvas.line(placed(running_mean(curve.training), x, y), {colour, 1.3, {}});
  const std::vector<Point> held_out = placed(curve.held_out, x, y);
  canvas.line(held_out, {colour, 1.3, {4, 2.5}});
  for (const Point& place : held_out) {
    canvas.disc(place, 3.6, theme.paper);
    canvas.disc(place, 2.8, colour);
  }
}

// Dashed, each with its name and number at the right end, moved apart where they would touch.
void CurvesPicture::draw_baselines(Canvas& canvas, const Theme& theme, const Rect& area,
                                   const Scale& y) const {
  std::vector<Baseline> lines = data_.baselines;
  std::sort(lines.begin(), lines.end(),
            [](const Baseline& a, const Baseline& b) { return a.nats > b.nats; });
  double lowest_free = area.y;
  for (const Baseline& line : lines) {
    const double height = y(line.nats);
    canvas.line({area.x, height}, {area.right(), height}, {theme.ink, 0.9, {1.5, 2.5}});
    const double at = std::max(height - 3, lowest_free);
    canvas.text({area.right(), at}, line.name + " " + number_text(line.nats, 2),
                {theme.ink, kLabelSize - 0.5, false, Anchor::kEnd});
    lowest_free = at + kLabelApart;
  }
}

}  // namespace

std::vector<CurvePoint> running_mean(const std::vector<CurvePoint>& points) {
  const std::size_t widest = std::max<std::size_t>(2, points.size() / 50);
  std::vector<double> sums{0};
  for (const CurvePoint& point : points) sums.push_back(sums.back() + point.y);
  std::vector<CurvePoint> means;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const std::size_t reach = std::min({widest, i, points.size() - 1 - i});
    const double sum = sums[i + reach + 1] - sums[i - reach];
    means.push_back({points[i].x, sum / static_cast<double>(2 * reach + 1)});
  }
  return means;
}

std::unique_ptr<Picture> learning_curves_picture(LearningCurves curves) {
  return std::make_unique<CurvesPicture>(std::move(curves));
}

}  // namespace bach
