#include "notation/musicxml/writer.h"

#include <cstddef>
#include <pugixml.hpp>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "notation/musicxml/elements.h"
#include "notation/musicxml/heading.h"
#include "notation/musicxml/measure_writer.h"
#include "notation/page/sheet.h"
#include "notation/page/title.h"

namespace bach {
namespace {

using musicxml::MeasureWriter;
using musicxml::MovementPlace;
using notation::Sheet;

MovementPlace place_of(const std::vector<Sheet>& sheets, std::size_t m) {
  MovementPlace place;
  place.alone = sheets.size() == 1;
  place.first = m == 0;
  place.last = m + 1 == sheets.size();
  if (place.alone) return place;
  const auto label = [](std::size_t movement) { return "m" + std::to_string(movement + 1); };
  place.heading = notation::heading_of(musicxml::printable(sheets[m].score.title));
  place.label = label(m);
  if (m > 0 && musicxml::has_da_capo(sheets[m - 1])) place.earlier_label = label(m - 1);
  return place;
}

std::string document_of(const std::vector<Sheet>& sheets, const MusicXmlOptions& options) {
  pugi::xml_document document;
  pugi::xml_node declaration = document.append_child(pugi::node_declaration);
  declaration.append_attribute("version") = "1.0";
  declaration.append_attribute("encoding") = "UTF-8";
  declaration.append_attribute("standalone") = "no";
  document.append_child(pugi::node_doctype)
      .set_value(
          "score-partwise PUBLIC \"-//Recordare//DTD MusicXML 4.0 Partwise//EN\" "
          "\"http://www.musicxml.org/dtds/partwise.dtd\"");
  pugi::xml_node root = document.append_child("score-partwise");
  root.append_attribute("version") = "4.0";
  musicxml::append_heading(root, sheets.front(),
                           {options.composer, sheets.size() > 1, options.paper});
  for (std::size_t staff = 0; staff < sheets.front().staves.size(); ++staff) {
    pugi::xml_node part = root.append_child("part");
    part.append_attribute("id") = musicxml::part_id(staff).c_str();
    for (std::size_t m = 0; m < sheets.size(); ++m) {
      MeasureWriter(sheets[m], place_of(sheets, m)).write(part, staff);
    }
  }
  std::ostringstream text;
  document.save(text, " ", pugi::format_default, pugi::encoding_utf8);
  return text.str();
}

bool same_staves(const Sheet& a, const Sheet& b) {
  if (a.staves.size() != b.staves.size()) return false;
  for (std::size_t s = 0; s < a.staves.size(); ++s) {
    if (a.staves[s].program != b.staves[s].program || a.staves[s].clef != b.staves[s].clef) {
      return false;
    }
  }
  return true;
}

template <typename Value>
Value of_movement(std::span<const Value> values, std::size_t m) {
  return m < values.size() ? values[m] : Value();
}

Result<Sheet> sheet_of_movement(const Score& score, const Marks& marks,
                                const WrittenChords& chords) {
  if (notation::staves_of(score).empty()) {
    return Error{ErrorCode::kInvalidData, "nothing to write: no notes outside the drums", {}};
  }
  return notation::sheet_of(score, marks, chords);
}

}  // namespace

Result<std::string> musicxml_from_score(const Score& score, const MusicXmlOptions& options) {
  return musicxml_from_movements({&score, 1}, options);
}

Result<std::string> musicxml_from_movements(std::span<const Score> movements,
                                            const MusicXmlOptions& options) {
  const std::string name = movements.size() > 1 ? "movement " : "";
  const auto where = [&](std::size_t m) { return name + std::to_string(m + 1) + ": "; };
  std::vector<Sheet> sheets;
  for (const Score& score : movements) {
    const std::size_t m = sheets.size();
    Result<Sheet> sheet =
        sheet_of_movement(score, of_movement(options.marks, m), of_movement(options.chords, m));
    if (!sheet) {
      Error error = std::move(sheet).error();
      if (movements.size() > 1) error.message = where(sheets.size()) + error.message;
      return error;
    }
    if (!sheets.empty() && !same_staves(sheets.front(), *sheet)) {
      return Error{ErrorCode::kUnsupported,
                   where(sheets.size()) + "other staves than movement 1; write it to its own file",
                   {}};
    }
    sheets.push_back(std::move(*sheet));
  }
  if (sheets.empty()) return Error{ErrorCode::kInvalidData, "nothing to write: no movements", {}};
  return document_of(sheets, options);
}

}  // namespace bach
