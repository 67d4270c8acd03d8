#include "plot/expectation_matrix.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "plot/frame.h"
#include "plot/pitch_axis.h"
#include "plot/text_view.h"

namespace bach {
namespace {

constexpr double kExpectationRow = 7;  // natural height of a pitch
constexpr double kHeatLeft = kMargin + kPitchNamesWidth;
constexpr double kLegendWidth = 120;
constexpr double kLeastShown = 0.01;

// Small probabilities are told apart better by their root.
double strength(double probability) { return std::sqrt(std::clamp(probability, 0.0, 1.0)); }

class ExpectationPicture final : public Picture {
 public:
  explicit ExpectationPicture(std::vector<ExpectationPanel> panels) : panels_(std::move(panels)) {
    std::vector<int> pitches;
    for (const ExpectationPanel& panel : panels_) {
      longest_ = std::max(longest_, panel.columns.size());
      for (const ExpectedColumn& column : panel.columns) {
        pitches.push_back(column.came);
        for (std::size_t p = 0; p < column.probabilities.size(); ++p) {
          if (column.probabilities[p] >= kLeastShown) pitches.push_back(static_cast<int>(p));
        }
      }
    }
    range_ = range_around(pitches);
  }

  Size size() const override {
    double height = kMargin;
    for (const ExpectationPanel& panel : panels_) {
      height += heading_height(heading(panel)) + kNoteNumbersHeight;
    }
    return {760,
            height + kExpectationRow * range_.count() * static_cast<double>(panels_.size()) + 6};
  }
  void draw(Canvas& canvas, Size size, const Theme& theme) const override;
  std::string text(const TextView& view) const override;

 private:
  static Heading heading(const ExpectationPanel& panel) {
    return {panel.title, panel.subtitle, {}};
  }
  void draw_panel(Canvas& canvas, const Theme& theme, const ExpectationPanel& panel,
                  const Rect& area) const;

  std::vector<ExpectationPanel> panels_;
  std::size_t longest_ = 1;
  PitchRange range_;
};

// From paper to the colour of certainty.
Colour heat(double probability, const Theme& theme) {
  return mix(theme.paper, theme.of_series(0), strength(probability));
}

void draw_legend(Canvas& canvas, const Theme& theme, Point at) {
  constexpr int kCells = 24;
  const double width = kLegendWidth / kCells;
  for (int i = 0; i < kCells; ++i) {
    canvas.fill({at.x + i * width, at.y, width + 0.2, 7}, heat((i + 0.5) / kCells, theme));
  }
  canvas.outline({at.x, at.y, kLegendWidth, 7}, {theme.muted, 0.5, {}});
  canvas.text({at.x - 4, at.y + 7}, "probability 0", label_style(theme, Anchor::kEnd));
  canvas.text({at.x + kLegendWidth + 4, at.y + 7}, "1", label_style(theme));
}

void ExpectationPicture::draw(Canvas& canvas, Size size, const Theme& theme) const {
  double fixed = 6 + kMargin;
  for (const ExpectationPanel& panel : panels_) {
    fixed += heading_height(heading(panel)) + kNoteNumbersHeight;
  }
  const double height = std::max(20.0, (size.height - fixed) / static_cast<double>(panels_.size()));
  draw_legend(canvas, theme, {size.width - kMargin - kLegendWidth - 12, kMargin + 4});
  double y = kMargin;
  for (const ExpectationPanel& panel : panels_) {
    const double top = draw_heading(canvas, y, size.width, theme, heading(panel));
    const double share = static_cast<double>(panel.columns.size()) / static_cast<double>(longest_);
    const Rect area{kHeatLeft, top, (size.width - kMargin - kHeatLeft) * share, height};
    draw_panel(canvas, theme, panel, area);
    y = area.bottom() + kNoteNumbersHeight;
  }
}

void ExpectationPicture::draw_panel(Canvas& canvas, const Theme& theme,
                                    const ExpectationPanel& panel, const Rect& area) const {
  const PitchRows rows{range_, area};
  draw_pitch_rows(canvas, rows, theme);
  const double first = static_cast<double>(panel.first);
  const Scale x{first - 0.5, first + static_cast<double>(panel.columns.size()) - 0.5, area.x,
                area.right()};
  const double width = area.width / static_cast<double>(panel.columns.size());
  for (std::size_t i = 0; i < panel.columns.size(); ++i) {
    const ExpectedColumn& column = panel.columns[i];
    const double left = area.x + static_cast<double>(i) * width;
    for (int pitch = range_.lowest; pitch <= range_.highest; ++pitch) {
      const double probability = column.probabilities[static_cast<std::size_t>(pitch)];
      if (probability < kLeastShown / 2) continue;
      canvas.fill({left, rows.top(pitch), width, rows.height()}, heat(probability, theme));
    }
    const double radius = std::min(width, rows.height()) * 0.32;
    const Point middle{left + width / 2, rows.middle(column.came)};
    canvas.disc(middle, radius + 0.7, theme.paper);
    canvas.disc(middle, radius, theme.of_series(1));
  }
  draw_bottom_axis(canvas, area, theme, x, round_ticks(x.low, x.high, 12, 1),
                   "note; a dot is the one that came", false);
  canvas.outline(area, {theme.muted, 0.75, {}});
}

std::string ExpectationPicture::text(const TextView& view) const {
  constexpr std::array<const char*, 5> kShades = {" ", "·", "░", "▒", "▓"};
  constexpr std::array<double, 4> kFrom = {0.02, 0.1, 0.3, 0.6};
  const auto room = static_cast<std::size_t>(std::max(40, view.columns)) - kPitchNamesColumns;
  std::string text;
  for (const ExpectationPanel& panel : panels_) {
    if (!text.empty()) text += "\n";
    text += panel.title + "\n" + panel.subtitle +
            "\n· 2 %  ░ 10 %  ▒ 30 %  ▓ 60 % and more  ● the note that came\n";
    for (std::size_t begin = 0; begin < panel.columns.size(); begin += room) {
      const std::size_t end = std::min(panel.columns.size(), begin + room);
      text += "\n";
      for (int pitch = range_.highest; pitch >= range_.lowest; --pitch) {
        text +=
            padded_left(is_black_key(pitch) ? "" : pitch_name(pitch), kPitchNamesColumns - 1) + "│";
        for (std::size_t i = begin; i < end; ++i) {
          const ExpectedColumn& column = panel.columns[i];
          const double probability = column.probabilities[static_cast<std::size_t>(pitch)];
          const auto shade = std::upper_bound(kFrom.begin(), kFrom.end(), probability);
          text += column.came == pitch
                      ? painted("●", 1, view)
                      : painted(kShades[static_cast<std::size_t>(shade - kFrom.begin())], 0, view);
        }
        text += "\n";
      }
      text += std::string(kPitchNamesColumns - 1, ' ') + "└" + repeated("─", end - begin) + "\n" +
              std::string(kPitchNamesColumns, ' ') + std::to_string(panel.first + begin) + "\n";
    }
  }
  return text;
}

}  // namespace

std::unique_ptr<Picture> expectation_picture(std::vector<ExpectationPanel> panels) {
  return std::make_unique<ExpectationPicture>(std::move(panels));
}

}  // namespace bach
