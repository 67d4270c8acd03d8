#include "plot/curves_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "plot/axis.h"
#include "plot/text_view.h"

namespace bach {
namespace {

constexpr std::size_t kRows = 18;

// The character of Braille dots, U+2800 on, whose bits are set in `dots`.
std::string braille(unsigned dots) {
  const unsigned code = 0x2800 + dots;
  return {static_cast<char>(0xE0 | code >> 12), static_cast<char>(0x80 | (code >> 6 & 0x3F)),
          static_cast<char>(0x80 | (code & 0x3F))};
}

class DotGrid {
 public:
  explicit DotGrid(std::size_t columns) : columns_(columns), cells_(columns * kRows) {}

  // Dots are counted from the upper left; those outside are left out.
  void dot(long x, long y, std::size_t series) {
    constexpr std::array<std::array<unsigned, 2>, 4> kBits = {
        {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}}};
    Cell* cell = at(x / 2, y / 4);
    if (x < 0 || y < 0 || cell == nullptr) return;
    cell->dots |= kBits[static_cast<std::size_t>(y % 4)][static_cast<std::size_t>(x % 2)];
    cell->series = series;
  }
  void line(Point from, Point to, std::size_t series) {
    const double steps = std::max({std::abs(to.x - from.x), std::abs(to.y - from.y), 1.0});
    for (double i = 0; i <= steps; ++i) {
      const double share = i / steps;
      dot(std::lround(from.x + share * (to.x - from.x)),
          std::lround(from.y + share * (to.y - from.y)), series);
    }
  }
  // In place of the dots of a cell.
  void sign(Point dot, const std::string& sign, std::size_t series) {
    Cell* cell = at(std::lround(dot.x) / 2, std::lround(dot.y) / 4);
    if (cell == nullptr) return;
    cell->sign = sign;
    cell->series = series;
  }
  // Across, where nothing else is.
  void rule(double y) {
    for (std::size_t column = 0; column < columns_; ++column) {
      Cell* cell = at(static_cast<long>(column), std::lround(y) / 4);
      if (cell != nullptr && cell->dots == 0 && cell->sign.empty()) cell->sign = "╌";
    }
  }
  std::string row(std::size_t row, const TextView& view) const {
    std::string text;
    for (std::size_t column = 0; column < columns_; ++column) {
      const Cell& cell = cells_[row * columns_ + column];
      if (cell.sign == "╌")
        text += cell.sign;
      else if (!cell.sign.empty())
        text += painted(cell.sign, cell.series, view);
      else
        text += cell.dots == 0 ? " " : painted(braille(cell.dots), cell.series, view);
    }
    return text;
  }

 private:
  struct Cell {
    unsigned dots = 0;
    std::size_t series = 0;
    std::string sign;
  };
  Cell* at(long column, long row) {
    const bool inside = column >= 0 && row >= 0 && column < static_cast<long>(columns_) &&
                        row < static_cast<long>(kRows);
    return inside ? &cells_[static_cast<std::size_t>(row) * columns_ +
                            static_cast<std::size_t>(column)]
                  : nullptr;
  }

  std::size_t columns_;
  std::vector<Cell> cells_;
};

// "  2.07 training, 2.452 held out at the end; best 2.452 after 115,200 targets".
std::string summary(const LearningCurve& run) {
  std::string text;
  if (!run.training.empty()) {
    text += "training " + number_text(running_mean(run.training).back().y, 3);
  }
  if (!run.held_out.empty()) {
    const auto best = std::min_element(run.held_out.begin(), run.held_out.end(),
                                       [](Point a, Point b) { return a.y < b.y; });
    text += (text.empty() ? "" : ", ") + std::string("held out ") +
            number_text(run.held_out.back().y, 3) + ", best " + number_text(best->y, 3) +
            " after " + count_text(static_cast<std::uint64_t>(best->x));
  }
  return text;
}

}  // namespace

CurveExtent extent_of(const LearningCurves& curves) {
  CurveExtent extent;
  double lowest = std::numeric_limits<double>::infinity();
  double highest = -lowest;
  const auto include = [&](const std::vector<CurvePoint>& points) {
    for (const CurvePoint& point : points) {
      lowest = std::min(lowest, point.y);
      highest = std::max(highest, point.y);
      extent.targets = std::max(extent.targets, point.x);
    }
  };
  for (const LearningCurve& run : curves.runs) {
    include(running_mean(run.training));
    include(run.held_out);
  }
  for (const Baseline& baseline : curves.baselines) {
    lowest = std::min(lowest, baseline.nats);
    highest = std::max(highest, baseline.nats);
  }
  const double room = std::max(0.04 * (highest - lowest), 0.005);
  extent.lowest = lowest - room;
  extent.highest = highest + room;
  return extent;
}

std::string curves_text(const LearningCurves& curves, const TextView& view) {
  const CurveExtent extent = extent_of(curves);
  const std::vector<AxisTick> ticks = round_ticks(extent.lowest, extent.highest, 6);
  std::size_t label = 0;
  for (const AxisTick& tick : ticks) label = std::max(label, columns_of(tick.label));
  const auto columns = static_cast<std::size_t>(std::max(40, view.columns)) - label - 2;
  const Scale x{0, extent.targets, 0, static_cast<double>(2 * columns - 1)};
  const Scale y{extent.lowest, extent.highest, 4.0 * kRows - 1, 0};
  DotGrid grid(columns);
  const auto place = [&](const CurvePoint& point) { return Point{x(point.x), y(point.y)}; };
  for (std::size_t run = 0; run < curves.runs.size(); ++run) {
    const std::vector<CurvePoint> training = running_mean(curves.runs[run].training);
    for (std::size_t i = 1; i < training.size(); ++i) {
      grid.line(place(training[i - 1]), place(training[i]), run);
    }
    for (const CurvePoint& point : curves.runs[run].held_out) grid.sign(place(point), "●", run);
  }
  for (const Baseline& baseline : curves.baselines) grid.rule(y(baseline.nats));

  std::string text = curves.title + "\n" + curves.subtitle + "\n\nloss (nats per note)\n";
  for (std::size_t row = 0; row < kRows; ++row) {
    std::string name;
    for (const AxisTick& tick : ticks) {
      if (std::lround(y(tick.at)) / 4 == static_cast<long>(row)) name = tick.label;
    }
    text += padded_left(name, label) + (name.empty() ? " │" : " ┤") + grid.row(row, view) + "\n";
  }
  const std::string most = count_text(static_cast<std::uint64_t>(extent.targets));
  text += std::string(label + 1, ' ') + "└" + repeated("─", columns) + "\n";
  text += padded_right(std::string(label + 2, ' ') + "0", label + 2 + columns - columns_of(most)) +
          most + "\n" + std::string(label + 2, ' ') + curves.x_title + "\n\n";
  for (std::size_t run = 0; run < curves.runs.size(); ++run) {
    text += painted("⣀⣀", run, view) + " " + curves.runs[run].name + ": " +
            summary(curves.runs[run]) + "\n";
  }
  for (const Baseline& baseline : curves.baselines) {
    text += "╌╌ " + baseline.name + ": " + number_text(baseline.nats, 3) + "\n";
  }
  return text;
}

}  // namespace bach
