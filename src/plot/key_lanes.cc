#include "plot/key_lanes.h"

#include <algorithm>
#include <cmath>

namespace bach {
namespace {

constexpr double kLane = 15;
constexpr double kBarNumbers = 18;     // below the lanes
constexpr std::size_t kLaneLabel = 9;  // columns before the lanes

}  // namespace

double key_lanes_height(const KeyLanes& lanes) {
  return lanes.empty() ? 0 : kLane * static_cast<double>(lanes.names.size()) + kBarNumbers + 8;
}

void draw_key_lanes(Canvas& canvas, const Theme& theme, const KeyLanes& lanes, const Rect& area) {
  const auto count = static_cast<double>(lanes.names.size());
  const double height = kLane * count;
  const Scale x{lanes.begin, lanes.end, area.x, area.right()};
  const auto top = [&](int lane) { return area.y + kLane * (count - 1 - (lane - lanes.lowest)); };
  canvas.fill({area.x, top(0), area.width, kLane}, theme.panel);
  for (std::size_t i = 0; i < lanes.names.size(); ++i) {
    const int lane = lanes.lowest + static_cast<int>(i);
    canvas.line({area.x, top(lane)}, {area.right(), top(lane)}, {theme.grid, 0.5, {}});
    canvas.text({area.x - 5, top(lane) + kLane - 4.5}, lanes.names[i],
                {lane == 0 ? theme.ink : theme.muted, 7.5, lane == 0, Anchor::kEnd});
  }
  for (const AxisTick& bar : lanes.bars) {
    canvas.line({x(bar.at), area.y}, {x(bar.at), area.y + height}, {theme.grid, 0.5, {}});
    canvas.text({x(bar.at) + 1, area.y + height + 9}, bar.label,
                {theme.muted, 7.5, false, Anchor::kStart});
  }
  for (const KeyBlock& key : lanes.heard.keys) {
    const Rect block{x(key.begin), top(key.sharper) + 1.5, x(key.end) - x(key.begin) - 0.75,
                     kLane - 3};
    canvas.fill(block, mix(theme.paper, key_colour(key.sharper, theme), 0.2 + 0.4 * key.certainty));
    const TextStyle style{theme.ink, 7.5, false, Anchor::kStart};
    if (canvas.text_width(key.name, style) + 3 < block.width) {
      canvas.text({block.x + 2, block.bottom() - 3.5}, key.name, style);
    }
  }
  for (const CadenceMark& cadence : lanes.heard.cadences) {
    const auto in = std::find_if(
        lanes.heard.keys.begin(), lanes.heard.keys.end(),
        [&](const KeyBlock& key) { return key.begin <= cadence.at && cadence.at < key.end; });
    if (in == lanes.heard.keys.end()) continue;
    const Point at{x(cadence.at), top(in->sharper) + kLane - 1.5};
    canvas.disc(at, cadence.perfect ? 3 : 2, theme.ink);
    if (!cadence.closes) canvas.disc(at, 1.1, theme.paper);
  }
  canvas.outline({area.x, area.y, area.width, height}, {theme.muted, 0.75, {}});
}

std::string key_lanes_text(const KeyLanes& lanes, const TextView& view) {
  const std::size_t room = static_cast<std::size_t>(std::max(40, view.columns)) - kLaneLabel - 2;
  const double quarters = lanes.end - lanes.begin;
  const auto column = [&](double at) {
    const auto place = std::lround((at - lanes.begin) / quarters * static_cast<double>(room));
    return std::min(static_cast<std::size_t>(std::max(0L, place)), room - 1);
  };
  std::string text;
  for (std::size_t i = lanes.names.size(); i-- > 0;) {
    const int lane = lanes.lowest + static_cast<int>(i);
    std::vector<std::string> cells(room, lane == 0 ? "·" : " ");
    for (const KeyBlock& key : lanes.heard.keys) {
      if (key.sharper != lane) continue;
      const std::size_t last = std::max(column(key.begin) + 1, column(key.end));
      for (std::size_t c = column(key.begin); c < last; ++c) {
        cells[c] = key.certainty < 0.5 ? "░" : "▓";
      }
    }
    text += padded_left(lanes.names[i], kLaneLabel) + " │";
    const std::size_t series = lane > 0 ? 1 : lane < 0 ? 0 : 2;
    for (const std::string& cell : cells) text += painted(cell, series, view);
    text += "│\n";
  }
  std::string ruler;
  for (const AxisTick& bar : lanes.bars) {
    const std::size_t at = column(bar.at) + kLaneLabel + 2;
    if (!ruler.empty() && columns_of(ruler) >= at) continue;
    ruler = padded_right(ruler, at) + bar.label;
  }
  return text + ruler + "\n";
}

}  // namespace bach
