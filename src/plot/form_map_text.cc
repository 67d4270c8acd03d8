#include <algorithm>
#include <array>
#include <cstdlib>

#include "plot/form_map.h"
#include "plot/text_view.h"

namespace bach {
namespace {

constexpr std::size_t kPartColumns = 3;

// By MapRelation, before the number of the source.
constexpr std::array<const char*, kMapRelations> kSigns = {"·", "r", "f", "s", "="};

std::string number_of(const MapBar& bar) { return bar.upbeat ? "" : std::to_string(bar.number); }

// "·", "r3", "s1+2", "=12", "≈12"; "su" of an upbeat.
std::string cell_of(const MapPiece& piece, const MapBar& bar) {
  if (bar.source < 0) return kSigns[0];
  std::string text = kSigns[static_cast<std::size_t>(bar.relation)];
  if (bar.relation == MapRelation::kLiteral && bar.likeness < 1) text = "≈";
  const MapBar& source = piece.bars[static_cast<std::size_t>(bar.source)];
  text += source.upbeat ? "u" : number_of(source);
  if (bar.shift != 0) text += (bar.shift > 0 ? "+" : "−") + std::to_string(std::abs(bar.shift));
  return text;
}

std::string trimmed(std::string text) {
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

// The bars [first, last) of one part.
struct MapLine {
  std::size_t part = 0;
  std::size_t first = 0;
  std::size_t last = 0;
};

std::vector<MapLine> lines_of(const MapPiece& piece, std::size_t bars_per_line) {
  std::vector<MapLine> lines;
  for (std::size_t part = 0; part < piece.parts.size(); ++part) {
    std::size_t first = piece.parts[part].first;
    const std::size_t end = piece.parts[part].last + 1;
    while (first < end) {
      // An upbeat goes with the bars it leads to.
      const std::size_t upbeat = piece.bars[first].upbeat ? 1 : 0;
      const std::size_t last = std::min(end, first + bars_per_line + upbeat);
      lines.push_back({part, first, last});
      first = last;
    }
  }
  return lines;
}

// What phrases end with, below the bars they end in: "○ half, G major".
std::string phrase_row(const MapPiece& piece, const MapLine& line, std::size_t cell) {
  std::string text;
  for (std::size_t i = line.first; i < line.last; ++i) {
    const MapBar& bar = piece.bars[i];
    for (const MapPhrase& phrase : piece.phrases) {
      const bool ends = phrase.end > bar.begin && phrase.end <= bar.begin + bar.length;
      if (!ends || !phrase.cadence) continue;
      const std::size_t column = kPartColumns + (i - line.first) * cell;
      if (!text.empty() && columns_of(text) + 1 > column) continue;
      text = padded_right(text, column) + (phrase.final ? "● " : "○ ") + phrase.caption;
    }
  }
  return text;
}

std::string cut_to(const std::string& utf8, std::size_t columns) {
  std::size_t bytes = 0;
  for (std::size_t seen = 0; bytes < utf8.size(); ++bytes) {
    const bool begins = (static_cast<unsigned char>(utf8[bytes]) >> 6) != 2;
    if (begins && seen++ == columns) break;
  }
  return utf8.substr(0, bytes);
}

std::string piece_text(const MapPiece& piece, const TextView& view) {
  const auto columns = static_cast<std::size_t>(std::max(40, view.columns));
  std::size_t cell = 5;
  for (const MapBar& bar : piece.bars) {
    cell = std::max({cell, columns_of(cell_of(piece, bar)) + 1, number_of(bar).size() + 1});
  }
  const std::size_t room = std::max<std::size_t>(1, (columns - kPartColumns) / cell);
  // One column more may be wanted for an upbeat.
  std::size_t bars_per_line = std::max<std::size_t>(1, room - (room > 1 ? 1 : 0));
  if (bars_per_line >= 4) bars_per_line -= bars_per_line % 4;
  std::string text;
  for (const MapLine& line : lines_of(piece, bars_per_line)) {
    std::string numbers(kPartColumns, ' ');
    const MapPart& part = piece.parts[line.part];
    std::string cells = padded_right(line.first == part.first ? part.name : "", kPartColumns);
    for (std::size_t i = line.first; i < line.last; ++i) {
      const MapBar& bar = piece.bars[i];
      numbers += padded_right(number_of(bar), cell);
      const std::string text_of_bar = cell_of(piece, bar);
      const std::string plain = padded_right(text_of_bar, cell);
      cells += bar.source < 0
                   ? plain
                   : painted(text_of_bar,
                             kMapRelationSeries[static_cast<std::size_t>(bar.relation)], view) +
                         plain.substr(text_of_bar.size());
    }
    text += "\n" + trimmed(numbers) + "\n" + trimmed(cells) + "\n";
    const std::string phrases = phrase_row(piece, line, cell);
    if (!phrases.empty()) text += cut_to(phrases, columns) + "\n";
  }
  for (const MapCycle& cycle : piece.cycles) {
    const std::string first = number_of(piece.bars[cycle.first]);
    const std::string last = number_of(piece.bars[cycle.last]);
    text += "\n" + (cycle.first == cycle.last ? "bar " + last : "bars " + first + "–" + last) +
            ": " + cycle.caption;
  }
  return text + (piece.cycles.empty() ? "" : "\n");
}

}  // namespace

std::string form_map_text(const std::vector<MapPiece>& pieces, const TextView& view) {
  std::string text;
  for (const MapPiece& piece : pieces) {
    if (!text.empty()) text += "\n";
    text += piece.title + "\n" + piece.subtitle + "\n· new";
    for (const MapRelation relation : {MapRelation::kRhythm, MapRelation::kFigure,
                                       MapRelation::kSequence, MapRelation::kLiteral}) {
      const auto i = static_cast<std::size_t>(relation);
      text += "  " + painted(kSigns[i], kMapRelationSeries[i], view) + " " + kMapRelationNames[i];
    }
    text += " of bar …\n" + piece_text(piece, view);
  }
  return text;
}

}  // namespace bach
