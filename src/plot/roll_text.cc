#include "plot/roll_text.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "plot/pitch_axis.h"
#include "plot/roll_layout.h"
#include "plot/text_view.h"

namespace bach {
namespace {

constexpr std::size_t kLabel = 4;  // columns before the first bar line

// By the quarters of a cell that are filled: 1 upper left, 2 upper right, 4 lower left, 8 lower
// right.
constexpr std::array<const char*, 16> kQuadrants = {" ", "▘", "▝", "▀", "▖", "▌", "▞", "▛",
                                                    "▗", "▚", "▐", "▜", "▄", "▙", "▟", "█"};

struct Cell {
  unsigned filled = 0;
  int voice = -1;
};

// Columns of a line of music: each bar has one for its line, then those of its notes.
class LineGrid {
 public:
  LineGrid(const RollPiece& piece, const RollLine& line, int columns_per_quarter)
      : piece_(piece), line_(line), columns_per_quarter_(columns_per_quarter) {
    for (std::size_t bar = line.first; bar < line.last; ++bar) {
      begins_.push_back(columns_);
      columns_ += 1 + bar_columns(piece.bars[bar]);
    }
  }

  std::size_t columns() const { return columns_; }
  // The column of a bar's line.
  std::size_t begin(std::size_t bar) const { return begins_[bar - line_.first]; }
  bool is_bar_line(std::size_t column) const {
    return std::binary_search(begins_.begin(), begins_.end(), column);
  }

  // Where a note that begins at `time` begins, in half columns, rounded to the nearest.
  std::size_t half_column_from(double time) const {
    std::size_t bar = line_.first;
    while (bar + 1 < line_.last && piece_.bars[bar + 1].begin <= time) ++bar;
    return half_column(bar, time);
  }
  // Where one that ends there ends: before the bar line, if it stands on one.
  std::size_t half_column_to(double time) const {
    std::size_t bar = line_.first;
    while (bar + 1 < line_.last && piece_.bars[bar + 1].begin < time) ++bar;
    return half_column(bar, time);
  }

 private:
  std::size_t half_column(std::size_t bar, double time) const {
    const double within = std::clamp(time - piece_.bars[bar].begin, 0.0, piece_.bars[bar].length);
    return 2 * (begin(bar) + 1) +
           static_cast<std::size_t>(std::lround(within * 2 * columns_per_quarter_));
  }
  std::size_t bar_columns(const RollBar& bar) const {
    return static_cast<std::size_t>(std::ceil(bar.length * columns_per_quarter_ - 1e-6));
  }

  const RollPiece& piece_;
  RollLine line_;
  int columns_per_quarter_;
  std::vector<std::size_t> begins_;
  std::size_t columns_ = 0;
};

// The cells of a line, the highest pitches first.
std::vector<std::vector<Cell>> fill_cells(const RollPiece& piece, const RollLine& line,
                                          const LineGrid& grid, int top) {
  const double begin = piece.bars[line.first].begin;
  const double end = begin + line_length(piece, line);
  const PitchRange range = pitch_range(piece);
  std::vector<std::vector<Cell>> rows(static_cast<std::size_t>((top - range.lowest) / 2 + 1),
                                      std::vector<Cell>(grid.columns()));
  for (const RollNote& note : piece.notes) {
    if (note.begin >= end || note.end <= begin) continue;
    auto& row = rows[static_cast<std::size_t>((top - note.pitch) / 2)];
    const bool upper = (top - note.pitch) % 2 == 0;
    const std::size_t from = grid.half_column_from(std::max(note.begin, begin));
    // The last half column stays empty, and one at least is filled.
    const std::size_t to = std::max(from + 2, grid.half_column_to(note.end)) - 1;
    for (std::size_t half = from; half < std::min(to, 2 * grid.columns()); ++half) {
      if (grid.is_bar_line(half / 2)) continue;
      Cell& cell = row[half / 2];
      cell.filled |= (upper ? 1u : 4u) << (half % 2);
      cell.voice = note.voice;
    }
  }
  return rows;
}

std::string ruler(const RollPiece& piece, const RollLine& line, const LineGrid& grid) {
  std::string text;
  for (std::size_t bar = line.first; bar < line.last; ++bar) {
    const std::size_t column = kLabel + grid.begin(bar);
    if (!text.empty() && columns_of(text) >= column) continue;
    const RollBar& shown = piece.bars[bar];
    text = padded_right(text, column) + std::to_string(shown.number) +
           (shown.metre.empty() ? "" : " " + shown.metre);
  }
  return text + "\n";
}

// A row of bars, as high as the most surprising note that begins there; nothing when no note's
// surprise is known.
std::string surprise_row(const RollPiece& piece, const RollLine& line, const LineGrid& grid) {
  constexpr std::array<const char*, 9> kHeights = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  const double begin = piece.bars[line.first].begin, end = begin + line_length(piece, line);
  std::vector<double> bits(grid.columns(), -1);
  bool known = false;
  for (const RollNote& note : piece.notes) {
    if (note.bits < 0 || note.begin < begin || note.begin >= end) continue;
    const std::size_t column = std::min(grid.half_column_from(note.begin) / 2, bits.size() - 1);
    bits[column] = std::max(bits[column], note.bits);
    known = true;
  }
  if (!known) return {};
  std::string text = padded_right("bits", kLabel);
  for (std::size_t column = 0; column < grid.columns(); ++column) {
    if (grid.is_bar_line(column)) {
      text += "│";
    } else if (bits[column] < 0) {
      text += " ";
    } else {
      const double eighths = std::ceil(8 * std::min(1.0, bits[column] / kMostBits));
      text += kHeights[static_cast<std::size_t>(std::max(1.0, eighths))];
    }
  }
  return text + "│\n";
}

// Texts in columns, each where it begins unless the one before reaches there.
template <typename Block, typename Text>
std::string block_row(const std::string& label, const std::vector<Block>& blocks, double begin,
                      double end, const LineGrid& grid, Text text_of) {
  std::string row = padded_right(label, kLabel);
  for (const Block& block : blocks) {
    if (block.begin >= end || block.end <= begin) continue;
    const std::size_t column = kLabel + grid.half_column_from(std::max(block.begin, begin)) / 2;
    if (columns_of(row) > kLabel && columns_of(row) >= column) continue;
    row = padded_right(row, column) + text_of(block);
  }
  return row + "\n";
}

// Numerals and keys below a line; nothing where none are known.
std::string harmony_rows(const RollPiece& piece, const RollLine& line, const LineGrid& grid) {
  if (piece.harmony.empty()) return {};
  const double begin = piece.bars[line.first].begin, end = begin + line_length(piece, line);
  return block_row("", piece.harmony.chords, begin, end, grid,
                   [](const ChordBlock& chord) { return chord.numeral; }) +
         block_row("", piece.harmony.keys, begin, end, grid,
                   [](const KeyBlock& key) { return key.name; });
}

std::string line_text(const RollPiece& piece, const RollLine& line, int columns_per_quarter,
                      const TextView& view) {
  const LineGrid grid(piece, line, columns_per_quarter);
  const PitchRange range = pitch_range(piece);
  // Rows hold a pair of pitches whose lower one is even: so each C is the lower of its row.
  const int top = range.highest + (range.highest % 2 == 0 ? 1 : 0);
  const auto rows = fill_cells(piece, line, grid, top);
  std::string text = ruler(piece, line, grid);
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const int lower = top - 1 - 2 * static_cast<int>(r);
    const bool octave = lower % 12 == 0;
    text += padded_left(octave ? pitch_name(lower) : "", kLabel - 1) + " ";
    for (std::size_t column = 0; column < grid.columns(); ++column) {
      const Cell& cell = rows[r][column];
      if (grid.is_bar_line(column)) {
        text += "│";
      } else if (cell.filled == 0) {
        text += octave ? "·" : " ";
      } else {
        text += painted(kQuadrants[cell.filled], static_cast<std::size_t>(cell.voice), view);
      }
    }
    text += "│\n";
  }
  return text + surprise_row(piece, line, grid) + harmony_rows(piece, line, grid);
}

// The most columns a quarter, of four, two and one, with which every bar fits in `room`.
int fitting_columns(const Roll& roll, double room) {
  double longest = 0;
  for (const RollPiece& piece : roll.pieces) {
    for (const RollBar& bar : piece.bars) longest = std::max(longest, bar.length);
  }
  for (const int columns : {4, 2}) {
    if (longest * columns + 1 <= room) return columns;
  }
  return 1;
}

}  // namespace

std::string roll_text(const Roll& roll, const TextView& view) {
  const double room = std::max(40, view.columns) - static_cast<double>(kLabel) - 1;
  const int columns = fitting_columns(roll, room);
  std::string text;
  for (const RollPiece& piece : roll.pieces) {
    if (!text.empty()) text += "\n";
    text += piece.title + "\n" + piece.subtitle + "\n";
    if (piece.voices.size() > 1) {
      for (std::size_t i = 0; i < piece.voices.size(); ++i) {
        text += painted("█", i, view) + " " + piece.voices[i] + "  ";
      }
      text += "\n";
    }
    if (!piece.lanes.empty()) text += "\n" + key_lanes_text(piece.lanes, view);
    // Each bar takes a column for its line.
    double bar = 0;
    for (const RollBar& shown : piece.bars) bar = std::max(bar, shown.length);
    const double quarters = std::max(bar, room * bar / (bar * columns + 1));
    for (const RollLine& line : break_lines(piece, roll.bars_per_line, quarters)) {
      text += "\n" + line_text(piece, line, columns, view);
    }
  }
  return text;
}

}  // namespace bach
