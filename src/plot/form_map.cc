#include "plot/form_map.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

#include "plot/frame.h"

namespace bach {
namespace {

constexpr double kMapWidth = 760;
constexpr double kArcs = 150;      // height of the longest arc
constexpr double kNearArc = 9;     // of one to the bar before
constexpr double kBlocks = 22;     // height of the bars
constexpr double kNumbers = 13;    // below them
constexpr double kCycleRow = 12;   // where there are cycles
constexpr double kPhraseRow = 25;  // brackets with what is written below them
constexpr double kPartRow = 14;    // letters above the arcs
constexpr double kPieceGap = 10;
constexpr double kSmallText = 7.5;
constexpr double kLegendSquare = 9;

Colour relation_colour(MapRelation relation, const Theme& theme) {
  if (relation == MapRelation::kNew) return mix(theme.paper, theme.muted, 0.3);
  return theme.of_series(kMapRelationSeries[static_cast<std::size_t>(relation)]);
}

// Stronger relations are seen before weaker ones.
double arc_strength(const MapBar& bar) {
  switch (bar.relation) {
    case MapRelation::kLiteral:
    case MapRelation::kSequence:
      return 0.35 + 0.6 * std::max(0.0, 4 * bar.likeness - 3);
    case MapRelation::kFigure:
      return 0.45;
    case MapRelation::kRhythm:
      return 0.28;
    case MapRelation::kNew:
      break;
  }
  return 0;
}

double arc_width(MapRelation relation) {
  return relation >= MapRelation::kSequence ? 1.3 : relation == MapRelation::kFigure ? 1 : 0.8;
}

// The upper half of an ellipse.
void draw_arc(Canvas& canvas, double from, double to, double base, double height,
              const Stroke& stroke) {
  constexpr int kPieces = 48;
  std::vector<Point> points;
  const double middle = (from + to) / 2;
  for (int i = 0; i <= kPieces; ++i) {
    const double angle = 3.141592653589793 * i / kPieces;
    points.push_back({middle - (to - from) / 2 * std::cos(angle), base - height * std::sin(angle)});
  }
  canvas.line(points, stroke);
}

class FormMapPicture final : public Picture {
 public:
  explicit FormMapPicture(std::vector<MapPiece> pieces) : pieces_(std::move(pieces)) {}

  Size size() const override {
    double height = fixed_height();
    for (const MapPiece& piece : pieces_) height += arcs_height(piece);
    return {kMapWidth, height};
  }
  void draw(Canvas& canvas, Size size, const Theme& theme) const override;
  std::string text(const TextView& view) const override { return form_map_text(pieces_, view); }

 private:
  static Heading heading(const MapPiece& piece) { return {piece.title, piece.subtitle, {}}; }
  static double below_arcs(const MapPiece& piece) {
    return kBlocks + kNumbers + (piece.cycles.empty() ? 0 : kCycleRow) + kPhraseRow;
  }
  // Lower where no bar comes from far away.
  static double arcs_height(const MapPiece& piece) {
    return std::clamp(kNearArc * static_cast<double>(farthest(piece)), 40.0, kArcs);
  }
  static int farthest(const MapPiece& piece) {
    int most = 1;
    for (std::size_t i = 0; i < piece.bars.size(); ++i) {
      const int source = piece.bars[i].source;
      if (source >= 0) most = std::max(most, static_cast<int>(i) - source);
    }
    return most;
  }
  double fixed_height() const {
    double height = 2 * kMargin + kLegendHeight - kPieceGap;
    for (const MapPiece& piece : pieces_) {
      height += heading_height(heading(piece)) + kPartRow + below_arcs(piece) + kPieceGap;
    }
    return height;
  }

  void draw_piece(Canvas& canvas, const Theme& theme, const MapPiece& piece,
                  const Rect& arcs) const;

  std::vector<MapPiece> pieces_;
};

void draw_relations_legend(Canvas& canvas, const Theme& theme, double y) {
  double x = kMargin;
  for (std::size_t i = 0; i < kMapRelations; ++i) {
    canvas.fill({x, y, kLegendSquare, kLegendSquare},
                relation_colour(static_cast<MapRelation>(i), theme));
    x += kLegendSquare + 5;
    canvas.text({x, y + kLegendSquare - 1}, kMapRelationNames[i], label_style(theme));
    x += canvas.text_width(kMapRelationNames[i], label_style(theme)) + 16;
  }
}

void FormMapPicture::draw(Canvas& canvas, Size size, const Theme& theme) const {
  double natural = 0;
  for (const MapPiece& piece : pieces_) natural += arcs_height(piece);
  const double scale = std::max(0.1, (size.height - fixed_height()) / natural);
  draw_relations_legend(canvas, theme, kMargin);
  double y = kMargin + kLegendHeight;
  for (const MapPiece& piece : pieces_) {
    y = draw_heading(canvas, y, size.width, theme, heading(piece));
    const Rect arcs{kMargin, y + kPartRow, size.width - 2 * kMargin, arcs_height(piece) * scale};
    draw_piece(canvas, theme, piece, arcs);
    y = arcs.bottom() + below_arcs(piece) + kPieceGap;
  }
}

Scale time_scale(const MapPiece& piece, const Rect& area) {
  const MapBar& last = piece.bars.back();
  return {piece.bars.front().begin, last.begin + last.length, area.x, area.right()};
}

void draw_map_parts(Canvas& canvas, const Theme& theme, const MapPiece& piece, const Rect& arcs,
                    const Scale& x) {
  if (piece.parts.size() < 2) return;
  for (std::size_t i = 0; i < piece.parts.size(); ++i) {
    const MapPart& part = piece.parts[i];
    const MapBar& last = piece.bars[part.last];
    const double left = x(piece.bars[part.first].begin);
    const double right = x(last.begin + last.length);
    if (i % 2 == 1) {
      canvas.fill({left, arcs.y - kPartRow, right - left, kPartRow + arcs.height}, theme.panel);
    }
    canvas.text({left + 4, arcs.y - 3}, part.name, {theme.ink, 10, true, Anchor::kStart});
    if (i > 0) {
      canvas.line({left, arcs.y - kPartRow}, {left, arcs.bottom() + kBlocks}, {theme.ink, 1, {}});
    }
  }
}

void draw_map_arcs(Canvas& canvas, const Theme& theme, const MapPiece& piece, const Rect& arcs,
                   const Scale& x, int farthest) {
  const auto middle = [&](const MapBar& bar) { return x(bar.begin + bar.length / 2); };
  for (const MapRelation relation : {MapRelation::kRhythm, MapRelation::kFigure,
                                     MapRelation::kSequence, MapRelation::kLiteral}) {
    for (std::size_t i = 0; i < piece.bars.size(); ++i) {
      const MapBar& bar = piece.bars[i];
      if (bar.relation != relation || bar.source < 0) continue;
      const double distance = static_cast<double>(i) - bar.source;
      const double height = (arcs.height - 2) * std::sqrt(distance / farthest);
      const Colour colour = with_alpha(relation_colour(relation, theme), arc_strength(bar));
      draw_arc(canvas, middle(piece.bars[static_cast<std::size_t>(bar.source)]), middle(bar),
               arcs.bottom(), height, {colour, arc_width(relation), {}});
    }
  }
}

std::string signed_steps(int steps) {
  return steps == 0 ? "" : (steps > 0 ? "+" : "−") + std::to_string(std::abs(steps));
}

void draw_map_blocks(Canvas& canvas, const Theme& theme, const MapPiece& piece, const Rect& blocks,
                     const Scale& x) {
  double free_from = 0;
  const TextStyle number{theme.muted, kSmallText, false, Anchor::kMiddle};
  const TextStyle steps{theme.paper, kSmallText, true, Anchor::kMiddle};
  for (std::size_t i = 0; i < piece.bars.size(); ++i) {
    const MapBar& bar = piece.bars[i];
    const double left = x(bar.begin);
    const double width = x(bar.begin + bar.length) - left;
    const double middle = left + width / 2;
    canvas.fill({left, blocks.y, width - std::min(1.0, width * 0.2), blocks.height},
                relation_colour(bar.relation, theme));
    const std::string shift = signed_steps(bar.shift);
    if (!shift.empty() && canvas.text_width(shift, steps) + 1.5 < width) {
      canvas.text({middle, blocks.y + blocks.height / 2 + 2.7}, shift, steps);
    }
    // Every bar where there is room, else the first of each four.
    const bool wide = width > canvas.text_width("000", number) + 2;
    const bool fourth = bar.number % 4 == 1;
    if (bar.upbeat || !(wide || fourth)) continue;
    const std::string name = std::to_string(bar.number);
    const double half = canvas.text_width(name, number) / 2;
    if (middle - half < free_from) continue;
    canvas.text({middle, blocks.bottom() + 9}, name, number);
    free_from = middle + half + 3;
  }
}

// A bracket below each phrase, with a disc where its cadence rests and a ring where it does not.
void draw_map_phrases(Canvas& canvas, const Theme& theme, const MapPiece& piece, double y,
                      const Scale& x) {
  const TextStyle style{theme.muted, kSmallText, false, Anchor::kEnd};
  double free_from = x.from;
  for (const MapPhrase& phrase : piece.phrases) {
    const double left = x(phrase.begin) + 1;
    const double right = x(phrase.end) - 2;
    const Point corners[] = {{left, y}, {left, y + 5}, {right, y + 5}, {right, y}};
    canvas.line(corners, {theme.muted, 0.9, {}});
    if (!phrase.cadence) continue;
    const Point end{right - 1, y + 5};
    canvas.disc(end, 3, theme.ink);
    if (!phrase.final) canvas.disc(end, 1.9, theme.paper);
    if (right - canvas.text_width(phrase.caption, style) < free_from) continue;
    canvas.text({right, y + 17}, phrase.caption, style);
    free_from = right + 5;
  }
}

void FormMapPicture::draw_piece(Canvas& canvas, const Theme& theme, const MapPiece& piece,
                                const Rect& arcs) const {
  const Scale x = time_scale(piece, arcs);
  draw_map_parts(canvas, theme, piece, arcs, x);
  draw_map_arcs(canvas, theme, piece, arcs, x, farthest(piece));
  const Rect blocks{arcs.x, arcs.bottom(), arcs.width, kBlocks};
  draw_map_blocks(canvas, theme, piece, blocks, x);
  double y = blocks.bottom() + kNumbers;
  if (!piece.cycles.empty()) {
    for (const MapCycle& cycle : piece.cycles) {
      const MapBar& last = piece.bars[cycle.last];
      const double left = x(piece.bars[cycle.first].begin);
      const double right = x(last.begin + last.length) - 1;
      canvas.fill({left, y, right - left, 2}, theme.ink);
      const TextStyle style{theme.ink, 6.5, false, Anchor::kStart};
      if (canvas.text_width(cycle.caption, style) < right - left + 30) {
        canvas.text({left, y + 8.5}, cycle.caption, style);
      }
    }
    y += kCycleRow;
  }
  draw_map_phrases(canvas, theme, piece, y + 2, x);
}

}  // namespace

std::unique_ptr<Picture> form_map_picture(std::vector<MapPiece> pieces) {
  return std::make_unique<FormMapPicture>(std::move(pieces));
}

}  // namespace bach
