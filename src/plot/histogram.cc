#include "plot/histogram.h"

#include <algorithm>
#include <utility>

#include "plot/frame.h"
#include "plot/text_view.h"

namespace bach {
namespace {

class HistogramPicture final : public Picture {
 public:
  explicit HistogramPicture(Histogram histogram) : data_(std::move(histogram)) {
    for (const HistogramSeries& series : data_.series) {
      for (const double value : series.values) largest_ = std::max(largest_, value);
    }
    if (largest_ == 0) largest_ = 1;
  }

  Size size() const override { return {640, 340}; }
  void draw(Canvas& canvas, Size size, const Theme& theme) const override;
  std::string text(const TextView& view) const override;

 private:
  std::size_t bins() const { return data_.bin_names.size(); }
  double edge(std::size_t bin) const {
    return data_.begin + static_cast<double>(bin) * data_.bin_width;
  }
  void draw_bars(Canvas& canvas, const Theme& theme, const Scale& x, const Scale& y) const;

  Histogram data_;
  double largest_ = 0;
};

void HistogramPicture::draw(Canvas& canvas, Size size, const Theme& theme) const {
  std::vector<std::string> legend;
  for (const HistogramSeries& series : data_.series) legend.push_back(series.name);
  const double top =
      draw_heading(canvas, kMargin, size.width, theme, {data_.title, data_.subtitle, legend}) +
      kAxisTitleHeight + 10;
  const double least = data_.decimals == 0 ? 1 : 0;
  const double step = round_step(largest_, 8, least);
  // Room for the number above the highest bar.
  const double high = std::max(largest_ * 1.08, step);
  const std::vector<AxisTick> ticks = round_ticks(0, high, 8, least);
  const double left = kMargin + widest_label(canvas, theme, ticks) + 8;
  const Rect area{left, top, size.width - kMargin - left, size.height - kBottomAxisHeight - top};
  const Scale x{data_.begin, edge(bins()), area.x, area.right()};
  const Scale y{0, high, area.bottom(), area.y};
  draw_value_axis(canvas, area, theme, y, ticks, data_.y_title);
  draw_bars(canvas, theme, x, y);
  draw_bottom_axis(canvas, area, theme, x, data_.x_ticks, data_.x_title, false);
  canvas.line({area.x, area.bottom()}, {area.right(), area.bottom()}, {theme.ink, 1, {}});
}

void HistogramPicture::draw_bars(Canvas& canvas, const Theme& theme, const Scale& x,
                                 const Scale& y) const {
  const double bin = x(edge(1)) - x(edge(0));
  const double gap = std::min(1.5, bin * 0.08);  // on either side of a bin
  const double width = (bin - 2 * gap) / static_cast<double>(data_.series.size());
  for (std::size_t s = 0; s < data_.series.size(); ++s) {
    for (std::size_t i = 0; i < bins(); ++i) {
      const double value = data_.series[s].values[i];
      const double left = x(edge(i)) + gap + width * static_cast<double>(s);
      canvas.fill({left, y(value), width, y(0) - y(value)}, theme.of_series(s));
      const std::string number = number_text(value, data_.decimals);
      const TextStyle style{theme.ink, kLabelSize, false, Anchor::kMiddle};
      if (value > 0 && canvas.text_width(number, style) < width) {
        canvas.text({left + width / 2, y(value) - 4}, number, style);
      }
    }
  }
}

// One bar a line, or one a series and line.
std::string HistogramPicture::text(const TextView& view) const {
  std::size_t name_columns = 0;
  for (const std::string& name : data_.bin_names) {
    name_columns = std::max(name_columns, columns_of(name));
  }
  const std::size_t number_columns = columns_of(number_text(largest_, data_.decimals));
  const double room = std::max(
      10.0, std::max(40, view.columns) - static_cast<double>(name_columns + number_columns + 3));
  std::string text = data_.title + "\n";
  if (!data_.subtitle.empty()) text += data_.subtitle + "\n";
  if (data_.series.size() > 1) {
    for (std::size_t s = 0; s < data_.series.size(); ++s) {
      text += painted(s % 2 == 0 ? "█" : "░", s, view) + " " + data_.series[s].name + "  ";
    }
    text += "\n";
  }
  text += "\n" + data_.x_title + " → " + data_.y_title + "\n";
  for (std::size_t i = 0; i < bins(); ++i) {
    for (std::size_t s = 0; s < data_.series.size(); ++s) {
      const double value = data_.series[s].values[i];
      std::string bar = bar_text(value / largest_ * room);
      // Told apart without colour, too.
      if (s % 2 == 1) bar = repeated("░", columns_of(bar));
      text += padded_left(s == 0 ? data_.bin_names[i] : "", name_columns) + " " +
              painted(bar, s, view) + (bar.empty() ? "" : " ") +
              number_text(value, data_.decimals) + "\n";
    }
  }
  return text;
}

}  // namespace

std::unique_ptr<Picture> histogram_picture(Histogram histogram) {
  return std::make_unique<HistogramPicture>(std::move(histogram));
}

}  // namespace bach
