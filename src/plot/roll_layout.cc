#include "plot/roll_layout.h"

#include <algorithm>

namespace bach {
namespace {

// A hair's breadth, for lengths that are no binary fractions.
constexpr double kSlack = 1e-6;

std::size_t usual_bars(const RollPiece& piece, double quarters) {
  std::vector<double> lengths;
  for (const RollBar& bar : piece.bars) lengths.push_back(bar.length);
  const auto middle = lengths.begin() + static_cast<std::ptrdiff_t>(lengths.size() / 2);
  std::nth_element(lengths.begin(), middle, lengths.end());
  const auto fitting = static_cast<std::size_t>((quarters + kSlack) / *middle);
  if (fitting >= 4) return fitting / 4 * 4;
  return std::max<std::size_t>(fitting, 1);
}

}  // namespace

std::vector<RollLine> break_lines(const RollPiece& piece, int bars_per_line, double quarters) {
  const bool asked = bars_per_line > 0;
  const std::size_t most =
      asked ? static_cast<std::size_t>(bars_per_line) : usual_bars(piece, quarters);
  std::vector<RollLine> lines;
  double length = 0;
  for (std::size_t bar = 0; bar < piece.bars.size(); ++bar) {
    length += piece.bars[bar].length;
    // An upbeat goes with the bars it leads to.
    const bool upbeat = !lines.empty() && piece.bars[lines.back().first].number == 0;
    const bool full = lines.empty() || bar - lines.back().first >= most + (upbeat ? 1 : 0) ||
                      (!asked && !upbeat && length > quarters + kSlack);
    if (full) {
      lines.push_back({bar, bar});
      length = piece.bars[bar].length;
    }
    lines.back().last = bar + 1;
  }
  return lines;
}

double line_length(const RollPiece& piece, const RollLine& line) {
  const RollBar& last = piece.bars[line.last - 1];
  return last.begin + last.length - piece.bars[line.first].begin;
}

double longest_line(const Roll& roll, double quarters) {
  double longest = 0;
  for (const RollPiece& piece : roll.pieces) {
    for (const RollLine& line : break_lines(piece, roll.bars_per_line, quarters)) {
      longest = std::max(longest, line_length(piece, line));
    }
  }
  return longest;
}

PitchRange pitch_range(const RollPiece& piece) {
  const double begin = piece.bars.front().begin;
  const double end = piece.bars.back().begin + piece.bars.back().length;
  std::vector<int> pitches;
  for (const RollNote& note : piece.notes) {
    if (note.begin < end && note.end > begin) pitches.push_back(note.pitch);
  }
  return range_around(pitches);
}

}  // namespace bach
