// MusicXML text as a tree, and its measures in the one order in which they are read.
#pragma once

#include <cstdint>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "notation/musicxml/problems.h"
#include "notation/musicxml/reader.h"

namespace bach::musicxml {

// A part's share of the piece; both kinds of score come down to this.
struct PartMeasures {
  std::string_view id;
  std::vector<pugi::xml_node> measures;  // null nodes where it has none
};

// Views and nodes lead into `text` and `tree`.
struct Document {
  std::vector<std::uint8_t> text;
  pugi::xml_document tree;
  pugi::xml_node root;
  std::vector<PartMeasures> parts;
  std::vector<std::string_view> numbers;  // of the measures, from the longest part

  Place place(std::size_t part, std::size_t measure) const {
    return {numbers[measure], parts[part].id};
  }
};

// Parses `text` (any encoding that XML names) and finds parts and measures. `document` is empty
// before; errors as score_from_musicxml().
Status open_document(std::vector<std::uint8_t> text, const MusicXmlLimits& limits,
                     Document& document, Problems& problems);

}  // namespace bach::musicxml
