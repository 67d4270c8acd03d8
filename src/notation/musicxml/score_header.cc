#include "notation/musicxml/score_header.h"

#include <utility>

#include "notation/musicxml/instrument_names.h"
#include "notation/musicxml/numbers.h"
#include "notation/musicxml/text.h"

namespace bach::musicxml {
namespace {

std::string credited(pugi::xml_node root, std::string_view type) {
  for (const pugi::xml_node credit : root.children("credit")) {
    if (credit.child_value("credit-type") == type)
      return one_line(credit.child_value("credit-words"));
  }
  return {};
}

// General MIDI as written in the file counts from 1.
std::optional<std::uint8_t> from_one(const char* text) {
  const std::optional<int> number = whole_number(text);
  if (!number || *number < 1 || *number > 128) return std::nullopt;
  return static_cast<std::uint8_t>(*number - 1);
}

Instrument read_instrument(pugi::xml_node part, pugi::xml_node instrument, pugi::xml_node midi) {
  constexpr int kDrums = 10;
  Instrument read;
  read.drums = whole_number(midi.child_value("midi-channel")) == kDrums;
  read.pitch = from_one(midi.child_value("midi-unpitched"));
  std::optional<std::uint8_t> program = from_one(midi.child_value("midi-program"));
  for (const char* named :
       {instrument.child_value("instrument-sound"), instrument.child_value("instrument-name"),
        part.child_value("part-name")}) {
    if (!program) program = program_of_name(named);
  }
  read.program = program.value_or(0);
  return read;
}

}  // namespace

std::string title_of(pugi::xml_node root) {
  const std::string work = one_line(root.child("work").child_value("work-title"));
  std::string movement = one_line(root.child_value("movement-title"));
  if (movement.empty() || movement == work) return work.empty() ? credited(root, "title") : work;
  if (work.empty()) return movement;
  const std::optional<int> number = whole_number(root.child_value("movement-number"));
  return work + ": " + (number && *number > 0 ? std::to_string(*number) + ". " : "") + movement;
}

std::string composer_of(pugi::xml_node root) {
  for (const pugi::xml_node creator : root.child("identification").children("creator")) {
    if (std::string_view(creator.attribute("type").value()) == "composer") {
      return one_line(creator.child_value());
    }
  }
  return credited(root, "composer");
}

std::map<std::string_view, PartHeader> part_list_of(pugi::xml_node root) {
  std::map<std::string_view, PartHeader> parts;
  for (const pugi::xml_node part : root.child("part-list").children("score-part")) {
    PartHeader header;
    header.name = one_line(part.child_value("part-name"));
    std::map<std::string_view, pugi::xml_node> midi;
    for (const pugi::xml_node each : part.children("midi-instrument")) {
      midi.emplace(each.attribute("id").value(), each);
    }
    for (const pugi::xml_node each : part.children("score-instrument")) {
      const std::string_view id = each.attribute("id").value();
      const auto own = midi.find(id);
      header.instruments.emplace(
          id, read_instrument(part, each, own == midi.end() ? pugi::xml_node() : own->second));
    }
    const pugi::xml_node first = part.child("score-instrument");
    const auto own = midi.find(first.attribute("id").value());
    header.instrument = read_instrument(
        part, first, own == midi.end() ? part.child("midi-instrument") : own->second);
    parts.emplace(part.attribute("id").value(), std::move(header));
  }
  return parts;
}

}  // namespace bach::musicxml
