#include "plot/note_matrix.h"

#include <algorithm>
#include <utility>

#include "plot/frame.h"
#include "plot/pitch_axis.h"
#include "plot/text_view.h"

namespace bach {
namespace {

constexpr double kNoteRow = 6;      // natural height of a pitch
constexpr double kPanelAbove = 24;  // its title
constexpr double kLastBelow = 6;    // title of the axis, once
constexpr double kMatrixLeft = kMargin + kPitchNamesWidth;

class NoteMatrixPicture final : public Picture {
 public:
  explicit NoteMatrixPicture(NoteMatrix matrix) : data_(std::move(matrix)) {
    std::vector<int> pitches;
    for (const NoteMatrixPanel& panel : data_.panels) {
      longest_ = std::max(longest_, panel.pitches.size());
      pitches.insert(pitches.end(), panel.pitches.begin(), panel.pitches.end());
    }
    range_ = range_around(pitches);
  }

  Size size() const override {
    return {720, kMargin +
                     panels() * (kPanelAbove + kNoteNumbersHeight + kNoteRow * range_.count()) +
                     kLastBelow};
  }
  void draw(Canvas& canvas, Size size, const Theme& theme) const override;
  std::string text(const TextView& view) const override;

 private:
  double panels() const { return static_cast<double>(data_.panels.size()); }
  void draw_panel(Canvas& canvas, const Theme& theme, const NoteMatrixPanel& panel,
                  const Rect& area, bool last) const;
  std::string stretch(const NoteMatrixPanel& panel, std::size_t begin, std::size_t count) const;

  NoteMatrix data_;
  std::size_t longest_ = 1;
  PitchRange range_;
};

void NoteMatrixPicture::draw(Canvas& canvas, Size size, const Theme& theme) const {
  const double panel_height = (size.height - kMargin - kLastBelow) / panels();
  double y = kMargin;
  for (std::size_t i = 0; i < data_.panels.size(); ++i) {
    const NoteMatrixPanel& panel = data_.panels[i];
    canvas.text({kMargin, y + kTitleSize - 2}, panel.title,
                {theme.ink, kTitleSize, true, Anchor::kStart});
    const Rect area{kMatrixLeft, y + kPanelAbove, size.width - kMargin - kMatrixLeft,
                    panel_height - kPanelAbove - kNoteNumbersHeight};
    draw_panel(canvas, theme, panel, area, i + 1 == data_.panels.size());
    y += panel_height;
  }
}

void NoteMatrixPicture::draw_panel(Canvas& canvas, const Theme& theme, const NoteMatrixPanel& panel,
                                   const Rect& area, bool last) const {
  const PitchRows rows{range_, area};
  draw_pitch_rows(canvas, rows, theme);
  const double notes = static_cast<double>(longest_);
  const Scale x{0, notes, area.x, area.right()};
  draw_bottom_axis(canvas, area, theme, x, round_ticks(0, notes, 12, 1), last ? "note" : "", true);
  std::vector<Point> line;
  for (std::size_t i = 0; i < panel.pitches.size(); ++i) {
    const double left = x(static_cast<double>(i));
    const double right = x(static_cast<double>(i + 1));
    const int pitch = panel.pitches[i];
    canvas.fill({left, rows.top(pitch), right - left, rows.height()}, theme.ink);
    line.push_back({(left + right) / 2, rows.middle(pitch)});
  }
  if (data_.line) canvas.line(line, {theme.of_series(1), 1.25, {}});
  canvas.outline(area, {theme.muted, 0.75, {}});
}

// Notes [begin, begin + count) in half blocks, two pitches a line.
std::string NoteMatrixPicture::stretch(const NoteMatrixPanel& panel, std::size_t begin,
                                       std::size_t count) const {
  std::string text;
  // Pairs that begin with C, upward, so that each C is named.
  const int bottom = range_.lowest - range_.lowest % 2;
  for (int lower = range_.highest - range_.highest % 2; lower >= bottom; lower -= 2) {
    text += padded_left(lower % 12 == 0 ? pitch_name(lower) : "", kPitchNamesColumns - 1) + "│";
    for (std::size_t i = begin; i < begin + count; ++i) {
      const int pitch = panel.pitches[i];
      text += pitch == lower ? "▄" : pitch == lower + 1 ? "▀" : lower % 12 == 0 ? "·" : " ";
    }
    text += "\n";
  }
  std::string axis = std::string(kPitchNamesColumns - 1, ' ') + "└";
  std::string numbers(kPitchNamesColumns, ' ');
  for (std::size_t i = 0; i < count; ++i) {
    const bool tick = (begin + i) % 10 == 0;
    axis += tick ? "┴" : "─";
    if (tick) numbers = padded_right(numbers, kPitchNamesColumns + i) + std::to_string(begin + i);
  }
  return text + axis + "\n" + numbers + "\n";
}

std::string NoteMatrixPicture::text(const TextView& view) const {
  const auto room = static_cast<std::size_t>(std::max(40, view.columns)) - kPitchNamesColumns;
  std::string text;
  for (const NoteMatrixPanel& panel : data_.panels) {
    if (!text.empty()) text += "\n";
    text += panel.title + "\n";
    const std::size_t notes = panel.pitches.size();
    // As few lines of music as there is room for, equally long to ten notes.
    const std::size_t lines = std::max<std::size_t>(1, (notes + room - 1) / room);
    std::size_t a_line = (notes + lines - 1) / lines;
    a_line = std::min((a_line + 9) / 10 * 10, room / 10 * 10);
    for (std::size_t begin = 0; begin < notes; begin += a_line) {
      text += "\n" + stretch(panel, begin, std::min(a_line, notes - begin));
    }
  }
  return text;
}

}  // namespace

std::unique_ptr<Picture> note_matrix_picture(NoteMatrix matrix) {
  return std::make_unique<NoteMatrixPicture>(std::move(matrix));
}

}  // namespace bach
