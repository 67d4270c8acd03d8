// MusicXML for tests, written the short way.
#pragma once

#include <cstdint>
#include <pugixml.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "base/result.h"
#include "notation/musicxml/reader.h"

namespace bach::test {

// "C4", "F#5", "Bb3"; `more` are elements behind the duration.
inline std::string note(const std::string& pitch, int duration, const std::string& more = "",
                        const std::string& before = "") {
  std::string alter;
  if (pitch[1] == '#') alter = "<alter>1</alter>";
  if (pitch[1] == 'b') alter = "<alter>-1</alter>";
  return "<note>" + before + "<pitch><step>" + pitch[0] + "</step>" + alter + "<octave>" +
         pitch.back() + "</octave></pitch><duration>" + std::to_string(duration) + "</duration>" +
         more + "</note>";
}
inline std::string chord(const std::string& pitch, int duration, const std::string& more = "") {
  return note(pitch, duration, more, "<chord/>");
}
inline std::string rest(int duration) {
  return "<note><rest/><duration>" + std::to_string(duration) + "</duration></note>";
}
inline std::string voice(int number) { return "<voice>" + std::to_string(number) + "</voice>"; }
inline std::string tie(const std::string& type) { return "<tie type=\"" + type + "\"/>"; }
inline std::string backup(int duration) {
  return "<backup><duration>" + std::to_string(duration) + "</duration></backup>";
}
inline std::string forward(int duration) {
  return "<forward><duration>" + std::to_string(duration) + "</duration></forward>";
}
inline std::string time(const std::string& beats, const std::string& type) {
  return "<time><beats>" + beats + "</beats><beat-type>" + type + "</beat-type></time>";
}
inline std::string attributes(const std::string& inside) {
  return "<attributes>" + inside + "</attributes>";
}
inline std::string divisions(const std::string& number) {
  return "<divisions>" + number + "</divisions>";
}
// Divisions and metre: how most first measures begin.
inline std::string start(int per_quarter = 1, const std::string& beats = "4",
                         const std::string& type = "4") {
  return attributes(divisions(std::to_string(per_quarter)) + time(beats, type));
}
inline std::string barline(const std::string& location, const std::string& inside) {
  return "<barline location=\"" + location + "\">" + inside + "</barline>";
}
inline std::string repeat(const std::string& direction) {
  return "<repeat direction=\"" + direction + "\"/>";
}
inline std::string ending(const std::string& numbers, const std::string& type) {
  return "<ending number=\"" + numbers + "\" type=\"" + type + "\"/>";
}
inline std::string sound(const std::string& attribute) { return "<sound " + attribute + "/>"; }
inline std::string words(const std::string& text) {
  return "<direction><direction-type><words>" + text + "</words></direction-type></direction>";
}

// A list of parts P1, P2 … without instruments.
inline std::string plain_list(std::size_t parts) {
  std::string list;
  for (std::size_t p = 1; p <= parts; ++p) {
    const std::string number = std::to_string(p);
    list += "<score-part id=\"P" + number + "\"><part-name>Part " + number +
            "</part-name></score-part>";
  }
  return "<part-list>" + list + "</part-list>";
}

using Part = std::vector<std::string>;  // what is in its measures

// Measures are numbered from `first`. `head` stands before the parts, the list of parts included.
inline std::string partwise(const std::vector<Part>& parts, const std::string& head = "",
                            int first = 1) {
  std::string text = "<score-partwise>" + (head.empty() ? plain_list(parts.size()) : head);
  int part_number = 0;
  for (const Part& part : parts) {
    text += "<part id=\"P" + std::to_string(++part_number) + "\">";
    int number = first;
    for (const std::string& measure : part) {
      text += "<measure number=\"" + std::to_string(number++) + "\">" + measure + "</measure>";
    }
    text += "</part>";
  }
  return text + "</score-partwise>";
}

// The same piece, measure by measure.
inline std::string timewise(const std::string& partwise_text) {
  pugi::xml_document from, to;
  from.load_string(partwise_text.c_str());
  const pugi::xml_node source = from.document_element();
  pugi::xml_node root = to.append_child("score-timewise");
  std::vector<pugi::xml_node> measures;
  for (const pugi::xml_node child : source.children()) {
    if (std::string(child.name()) != "part") {
      root.append_copy(child);
      continue;
    }
    std::size_t index = 0;
    for (const pugi::xml_node measure : child.children("measure")) {
      if (index == measures.size()) {
        measures.push_back(root.append_child("measure"));
        measures.back().append_attribute("number") = measure.attribute("number").value();
      }
      pugi::xml_node part = measures[index++].append_child("part");
      part.append_attribute("id") = child.attribute("id").value();
      for (const pugi::xml_node element : measure.children()) part.append_copy(element);
    }
  }
  std::ostringstream text;
  to.save(text, "", pugi::format_raw);
  return text.str();
}

inline Result<MusicXmlPiece> read_musicxml(const std::string& text,
                                           const MusicXmlLimits& limits = {}) {
  return score_from_musicxml({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()},
                             limits);
}

// "0+480:60 480+480:62 | 0+960:48": onset+duration:pitch, track by track.
inline std::string notes_text(const Score& score) {
  std::string text;
  for (const Track& track : score.tracks) {
    if (!text.empty()) text += " |";
    for (const Note& note : track.notes) {
      text += (text.empty() ? "" : " ") + std::to_string(note.onset) + "+" +
              std::to_string(note.duration) + ":" + std::to_string(note.pitch);
    }
  }
  return text;
}
// "0:4/4 1920:3/4".
inline std::string metres_text(const Score& score) {
  std::string text;
  for (const Metre& metre : score.metres) {
    text += (text.empty() ? "" : " ") + std::to_string(metre.at) + ":" +
            std::to_string(metre.numerator) + "/" + std::to_string(metre.denominator);
  }
  return text;
}
// "[0,1920) [1920,3840): 0 0 1".
inline std::string form_text(const Score& score) {
  std::string text;
  for (const Section& section : score.sections) {
    text += "[" + std::to_string(section.begin) + "," + std::to_string(section.end) + ") ";
  }
  text += ":";
  for (const int section : score.play_order) text += " " + std::to_string(section);
  return text;
}

}  // namespace bach::test
