#include "plot/roll.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "plot/frame.h"
#include "plot/pitch_axis.h"
#include "plot/roll_layout.h"
#include "plot/roll_text.h"

namespace bach {
namespace {

constexpr double kWidth = 760;
constexpr double kRollLeft = kMargin + 24;
constexpr double kRuler = 13;      // bar numbers above a line
constexpr double kLineGap = 11;    // room between lines, where quotations are underlined
constexpr double kBetween = 12;    // pieces
constexpr double kStrip = 30;      // bars of surprise below a line
constexpr double kNameSize = 6.5;  // of the font in notes

// Up to so many bars are shown large, with names in the notes.
constexpr std::size_t kFewBars = 8;
constexpr double kLargeRow = 8.5;
constexpr double kSmallRow = 4.5;
constexpr double kLargeLine = 16;  // quarters
constexpr double kSmallLine = 32;

class RollPicture final : public Picture {
 public:
  explicit RollPicture(Roll roll);

  Size size() const override { return {kWidth, fixed_height_ + rows_ * row_}; }
  void draw(Canvas& canvas, Size size, const Theme& theme) const override;
  std::string text(const TextView& view) const override { return roll_text(data_, view); }

 private:
  // Where a line is drawn, and what it maps to x.
  struct Place {
    PitchRows rows;
    Scale x;
    double begin = 0;  // quarters
    double end = 0;
  };

  Heading heading(const RollPiece& piece) const;
  // The height of heading, legend and lanes.
  double above_lines(const RollPiece& piece) const;
  void draw_above(Canvas& canvas, double y, double width, const Theme& theme,
                  const RollPiece& piece) const;
  void draw_line(Canvas& canvas, const Theme& theme, const RollPiece& piece, const RollLine& line,
                 const Place& place) const;
  void draw_bars(Canvas& canvas, const Theme& theme, const RollPiece& piece, const RollLine& line,
                 const Place& place) const;
  void draw_notes(Canvas& canvas, const Theme& theme, const RollPiece& piece,
                  const Place& place) const;
  void draw_surprise(Canvas& canvas, const Theme& theme, const RollPiece& piece,
                     const Place& place) const;

  Roll data_;
  double row_ = kSmallRow;
  double line_quarters_ = kSmallLine;  // of the longest line
  double fixed_height_ = 0;            // of all but the rows of pitches
  double rows_ = 0;                    // of all lines
  double lines_ = 0;                   // how many
  int loudest_ = 1;
  bool surprise_ = false;  // bits are known
  bool harmony_ = false;   // chords are known
};

Colour surprise_colour(double bits, const Theme& theme) {
  const double share = std::clamp(bits / kMostBits, 0.0, 1.0);
  const Colour calm = mix(theme.paper, theme.of_series(0), 0.8);
  const Colour middle = mix(theme.paper, theme.ink, 0.35);
  return share < 0.5 ? mix(calm, middle, 2 * share)
                     : mix(middle, theme.of_series(1), 2 * share - 1);
}

RollPicture::RollPicture(Roll roll) : data_(std::move(roll)) {
  std::size_t most_bars = 0;
  for (const RollPiece& piece : data_.pieces) most_bars = std::max(most_bars, piece.bars.size());
  const bool large = most_bars <= kFewBars;
  row_ = large ? kLargeRow : kSmallRow;
  line_quarters_ = large ? kLargeLine : kSmallLine;
  fixed_height_ = 2 * kMargin - kBetween;
  for (const RollPiece& piece : data_.pieces) {
    const auto lines =
        static_cast<double>(break_lines(piece, data_.bars_per_line, line_quarters_).size());
    fixed_height_ += above_lines(piece) + lines * (kRuler + kLineGap) + kBetween;
    harmony_ = harmony_ || !piece.harmony.empty();
    rows_ += lines * pitch_range(piece).count();
    for (const RollNote& note : piece.notes) {
      loudest_ = std::max(loudest_, note.velocity);
      surprise_ = surprise_ || note.bits >= 0;
    }
    lines_ += lines;
  }
  if (surprise_) fixed_height_ += lines_ * kStrip;
  if (harmony_) fixed_height_ += lines_ * kHarmonyStripHeight;
}

Heading RollPicture::heading(const RollPiece& piece) const {
  return {piece.title, piece.subtitle, piece.voices};
}

double RollPicture::above_lines(const RollPiece& piece) const {
  return heading_height(heading(piece)) + key_lanes_height(piece.lanes) +
         (piece.harmony.empty() ? 0 : kHarmonyLegendHeight);
}

void RollPicture::draw_above(Canvas& canvas, double y, double width, const Theme& theme,
                             const RollPiece& piece) const {
  draw_heading(canvas, y, width, theme, heading(piece));
  y += heading_height(heading(piece));
  if (!piece.harmony.empty()) {
    draw_role_legend(canvas, theme, {kMargin, y});
    y += kHarmonyLegendHeight;
  }
  if (piece.lanes.empty()) return;
  draw_key_lanes(canvas, theme, piece.lanes,
                 {kRollLeft, y, width - kMargin - kRollLeft, key_lanes_height(piece.lanes)});
}

void RollPicture::draw(Canvas& canvas, Size size, const Theme& theme) const {
  const double row = std::max(0.5, (size.height - fixed_height_) / rows_);
  const double longest = longest_line(data_, line_quarters_);
  double y = kMargin;
  for (const RollPiece& piece : data_.pieces) {
    draw_above(canvas, y, size.width, theme, piece);
    y += above_lines(piece);
    const PitchRange range = pitch_range(piece);
    for (const RollLine& line : break_lines(piece, data_.bars_per_line, line_quarters_)) {
      const double begin = piece.bars[line.first].begin;
      const double length = line_length(piece, line);
      const double width = (size.width - kMargin - kRollLeft) * length / longest;
      const Rect area{kRollLeft, y + kRuler, width, row * range.count()};
      const Scale x{begin, begin + length, area.x, area.right()};
      draw_line(canvas, theme, piece, line, {{range, area}, x, begin, begin + length});
      y = area.bottom() + kLineGap + (surprise_ ? kStrip : 0) +
          (harmony_ ? kHarmonyStripHeight : 0);
    }
    y += kBetween;
  }
}

void RollPicture::draw_line(Canvas& canvas, const Theme& theme, const RollPiece& piece,
                            const RollLine& line, const Place& place) const {
  const Rect& area = place.rows.area;
  draw_pitch_rows(canvas, place.rows, theme);
  shade_keys(canvas, theme, piece.harmony, area, place.x);
  for (const RollMark& mark : piece.marks) {
    if (mark.begin >= place.end || mark.end <= place.begin) continue;
    const double left = place.x(std::max(mark.begin, place.begin));
    const double right = place.x(std::min(mark.end, place.end));
    if (mark.kind == RollMark::Kind::kGiven) {
      canvas.fill({left, area.y, right - left, area.height}, with_alpha(theme.of_series(4), 0.22));
      canvas.text({left + 3, area.y + 8}, mark.begin >= place.begin ? mark.text : "",
                  {theme.muted, 7, false, Anchor::kStart});
    } else {
      canvas.fill({left, area.bottom() + 1.5, right - left, 2}, theme.of_series(3));
      const TextStyle style{theme.muted, 6.5, false, Anchor::kStart};
      if (mark.begin >= place.begin && canvas.text_width(mark.text, style) < right - left + 12) {
        canvas.text({left, area.bottom() + 10}, mark.text, style);
      }
    }
  }
  draw_bars(canvas, theme, piece, line, place);
  canvas.begin_clip(area);
  draw_notes(canvas, theme, piece, place);
  canvas.end_clip();
  canvas.outline(area, {theme.muted, 0.75, {}});
  if (!piece.harmony.empty()) {
    // Below what is underlined, if anything is.
    const double gap = piece.marks.empty() ? 4 : kLineGap + 1;
    draw_harmony_strip(canvas, theme, piece.harmony, area.bottom() + gap, place.x);
  }
  if (surprise_) draw_surprise(canvas, theme, piece, place);
}

void RollPicture::draw_bars(Canvas& canvas, const Theme& theme, const RollPiece& piece,
                            const RollLine& line, const Place& place) const {
  const Rect& area = place.rows.area;
  const Colour bar_line = mix(theme.grid, theme.muted, 0.6);
  double free_from = 0;  // where the labels before end
  for (std::size_t i = line.first; i < line.last; ++i) {
    const RollBar& bar = piece.bars[i];
    for (double beat = bar.begin + bar.beat; beat < bar.begin + bar.length - 1e-6;
         beat += bar.beat) {
      canvas.line({place.x(beat), area.y}, {place.x(beat), area.bottom()}, {theme.grid, 0.5, {}});
    }
    const double x = place.x(bar.begin);
    if (i > line.first) canvas.line({x, area.y}, {x, area.bottom()}, {bar_line, 0.9, {}});
    const std::string label =
        std::to_string(bar.number) + (bar.metre.empty() ? "" : "  " + bar.metre);
    if (x < free_from) continue;
    const TextStyle style{theme.muted, 7.5, false, Anchor::kStart};
    canvas.text({x + 1, area.y - 4}, label, style);
    free_from = x + canvas.text_width(label, style) + 5;
  }
}

void RollPicture::draw_notes(Canvas& canvas, const Theme& theme, const RollPiece& piece,
                             const Place& place) const {
  const double height = place.rows.height();
  for (const RollNote& note : piece.notes) {
    if (note.begin >= place.end || note.end <= place.begin) continue;
    const double left = place.x(note.begin);
    // A gap keeps repeated notes apart.
    const double width = place.x(note.end) - left;
    const Rect box{left, place.rows.top(note.pitch), width - std::min(1.0, width * 0.2), height};
    const double strength = 0.3 + 0.7 * note.velocity / loudest_;
    const Colour colour =
        note.bits >= 0
            ? surprise_colour(note.bits, theme)
            : mix(theme.paper, theme.of_series(static_cast<std::size_t>(note.voice)), strength);
    canvas.fill(box, colour);
    if (height < kNameSize || note.begin < place.begin) continue;
    const TextStyle style{theme.paper, kNameSize, true, Anchor::kMiddle};
    if (canvas.text_width(note.name, style) + 1.5 > box.width) continue;
    canvas.text({box.x + box.width / 2, place.rows.middle(note.pitch) + kNameSize * 0.36},
                note.name, style);
  }
}

void RollPicture::draw_surprise(Canvas& canvas, const Theme& theme, const RollPiece& piece,
                                const Place& place) const {
  const Rect& rows = place.rows.area;
  const Rect area{rows.x, rows.bottom() + kLineGap - 2, rows.width, kStrip - 4};
  const Scale y{0, kMostBits, area.bottom(), area.y};
  for (const double bits : {0.0, kMostBits / 2, kMostBits}) {
    canvas.line({area.x, y(bits)}, {area.right(), y(bits)}, {theme.grid, 0.5, {}});
    canvas.text({area.x - 4, y(bits) + 2.5}, number_text(bits, 0),
                {theme.muted, 6.5, false, Anchor::kEnd});
  }
  canvas.text({kMargin - 10, area.y + area.height / 2 + 2.5}, "bits",
              {theme.muted, 6.5, false, Anchor::kStart});
  // Notes of a chord stand on each other's bars: the most surprising one is seen.
  for (const RollNote& note : piece.notes) {
    if (note.bits < 0 || note.begin >= place.end || note.begin < place.begin) continue;
    const double left = place.x(note.begin);
    const double width = std::clamp(place.x(note.end) - left - 0.6, 0.8, 5.0);
    const double top = y(std::min(note.bits, kMostBits));
    canvas.fill({left, top, width, area.bottom() - top}, surprise_colour(note.bits, theme));
  }
}

}  // namespace

std::unique_ptr<Picture> roll_picture(Roll roll) {
  return std::make_unique<RollPicture>(std::move(roll));
}

}  // namespace bach
