#include "notation/musicxml/walk.h"

#include <algorithm>
#include <deque>
#include <utility>

#include "notation/musicxml/numbers.h"
#include "notation/musicxml/part_walk.h"
#include "score/bars.h"

namespace bach::musicxml {
namespace {

// Rests for a whole bar count where nothing else says how long the measure is.
Tick measure_length(const std::deque<PartWalk>& parts) {
  Tick known = 0;
  Tick rested = 0;
  for (const PartWalk& part : parts) {
    Tick& length = part.knows_length() ? known : rested;
    length = std::max(length, part.length());
  }
  return known > 0 ? known : rested;
}

// Gives the signs of a measure their final places.
void settle_signs(const WrittenMeasure& measure, std::vector<PlacedSign>& placed,
                  std::vector<RoadSign>& signs) {
  const Tick end = measure.begin + measure.length;
  for (PlacedSign& each : placed) {
    RoadSign& sign = each.sign;
    switch (each.anchor) {
      case Anchor::kBegin:
        sign.at = measure.begin;
        break;
      case Anchor::kHere:
        sign.at = std::min(sign.at, end);
        break;
      case Anchor::kEnd:
        sign.at = end;
        break;
      case Anchor::kNear:
        sign.at = sign.at >= end ? end : measure.begin;
        break;
    }
    signs.push_back(std::move(sign));
  }
  placed.clear();
}

}  // namespace

Result<Events> walk_measures(const Document& document,
                             const std::map<std::string_view, PartHeader>& headers,
                             const Timing& timing, const MusicXmlLimits& limits,
                             Problems& problems) {
  Events events;
  Walk walk{timing, limits, problems, events, {}, {}, bar_ticks({}, timing.ticks_per_quarter)};
  std::deque<PartWalk> parts;
  for (std::size_t p = 0; p < document.parts.size(); ++p) {
    const auto header = headers.find(document.parts[p].id);
    if (header == headers.end()) problems.count(Problem::kUnlistedPart, document.place(p, 0));
    parts.emplace_back(p, header == headers.end() ? nullptr : &header->second, walk);
  }
  Tick begin = 0;
  for (std::size_t m = 0; m < document.numbers.size(); ++m) {
    walk.metre.reset();
    for (std::size_t p = 0; p < parts.size(); ++p) {
      const std::vector<pugi::xml_node>& measures = document.parts[p].measures;
      const pugi::xml_node measure = m < measures.size() ? measures[m] : pugi::xml_node();
      if (Status status = parts[p].read(measure, document.place(p, m), m, begin); !status) {
        return std::move(status).error();
      }
    }
    WrittenMeasure written{begin, measure_length(parts), walk.metre,
                           whole_number(document.numbers[m]) == 0};
    if (written.length == 0) {
      problems.count(Problem::kEmptyMeasure, document.place(0, m));
      written.length = walk.bar;
    }
    settle_signs(written, walk.signs, events.signs);
    begin += written.length;
    if (begin / timing.ticks_per_quarter > limits.quarters) {
      return error_at(document.place(0, m), ErrorCode::kLimit,
                      "the music lasts longer than " + std::to_string(limits.quarters) +
                          " quarters; is a duration wrong?");
    }
    events.measures.push_back(written);
  }
  return events;
}

}  // namespace bach::musicxml
