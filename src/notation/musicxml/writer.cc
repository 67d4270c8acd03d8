#include "notation/musicxml/writer.h"

#include <algorithm>
#include <cstddef>
#include <pugixml.hpp>
#include <sstream>
#include <string>

#include "notation/musicxml/clef.h"
#include "notation/musicxml/elements.h"
#include "notation/musicxml/heading.h"
#include "notation/musicxml/note.h"
#include "notation/page/note_values.h"
#include "notation/page/sheet.h"
#include "notation/page/title.h"
#include "score/bars.h"
#include "score/in_force.h"

namespace bach {
namespace {

using musicxml::append_heading;
using musicxml::append_number;
using musicxml::append_symbol;
using musicxml::append_text;
using musicxml::printable;
using notation::Layer;
using notation::Measure;
using notation::Sheet;
using notation::TempoMark;

class PartwiseWriter {
 public:
  PartwiseWriter(const Sheet& sheet, const MusicXmlOptions& options)
      : sheet_(sheet), options_(options), grid_(sheet.score) {}

  std::string write() {
    pugi::xml_node declaration = document_.append_child(pugi::node_declaration);
    declaration.append_attribute("version") = "1.0";
    declaration.append_attribute("encoding") = "UTF-8";
    declaration.append_attribute("standalone") = "no";
    document_.append_child(pugi::node_doctype)
        .set_value(
            "score-partwise PUBLIC \"-//Recordare//DTD MusicXML 4.0 Partwise//EN\" "
            "\"http://www.musicxml.org/dtds/partwise.dtd\"");
    root_ = document_.append_child("score-partwise");
    root_.append_attribute("version") = "4.0";
    append_heading(root_, sheet_, options_.composer);
    for (std::size_t s = 0; s < sheet_.staves.size(); ++s) write_part(s);
    std::ostringstream text;
    document_.save(text, " ", pugi::format_default, pugi::encoding_utf8);
    return text.str();
  }

 private:
  void write_part(std::size_t staff) {
    pugi::xml_node part = root_.append_child("part");
    part.append_attribute("id") = musicxml::part_id(staff).c_str();
    for (std::size_t s = 0; s < sheet_.measures.size(); ++s) write_measure(part, staff, s);
  }

  void write_measure(pugi::xml_node part, std::size_t staff, std::size_t s) {
    const Measure& measure = sheet_.measures[s];
    pugi::xml_node element = part.append_child("measure");
    const BarPosition bar = grid_.at(measure.begin);
    // Upbeats and second halves are not counted. First halves are, or MuseScore 3 loses its place
    // when a da capo ends before them.
    const bool counted = bar.offset == 0 && (s > 0 || measure.end == bar.begin + bar.length);
    element.append_attribute("number") = measure_number(s).c_str();
    if (!counted) element.append_attribute("implicit") = "yes";
    if (s > 0 && begins_with_marker(s)) {
      element.append_child("print").append_attribute("new-system") = "yes";
    }
    write_left_barline(element, s);
    write_attributes(element, staff, s);
    if (staff == 0) write_words(element, s, bar.metre);
    write_layers(element, sheet_.music[s][staff]);
    if (staff == 0) write_jumps(element, measure);
    write_right_barline(element, s);
  }

  // Bars count from 1; an upbeat is 0, the second part of a bar that a repeat sign cuts "X" and the
  // number of the first.
  std::string measure_number(std::size_t s) const {
    const auto bar_of = [&](std::size_t i) { return grid_.at(sheet_.measures[i].begin); };
    const bool upbeat = bar_of(0).offset > 0;
    const std::int64_t number = bar_of(s).bar - bar_of(0).bar + (upbeat ? 0 : 1);
    const bool second = s > 0 && bar_of(s).offset > 0;
    return (second ? "X" : "") + std::to_string(number);
  }

  void write_left_barline(pugi::xml_node element, std::size_t s) {
    const Measure& measure = sheet_.measures[s];
    const bool repeat = measure.opening == "|:";
    const bool ending =
        measure.ending > 0 && (s == 0 || sheet_.measures[s - 1].ending != measure.ending);
    if (!repeat && !ending) return;
    pugi::xml_node barline = element.append_child("barline");
    barline.append_attribute("location") = "left";
    if (repeat) append_text(barline, "bar-style", "heavy-light");
    if (ending) append_ending(barline, measure.ending, "start");
    if (repeat) barline.append_child("repeat").append_attribute("direction") = "forward";
  }

  void write_right_barline(pugi::xml_node element, std::size_t s) {
    const Measure& measure = sheet_.measures[s];
    const bool last = s + 1 == sheet_.measures.size();
    const bool repeat = measure.closing == ":|" || measure.closing == ":|2";
    const bool ending =
        measure.ending > 0 && (last || sheet_.measures[s + 1].ending != measure.ending);
    const char* style = repeat                                    ? "light-heavy"
                        : measure.closing == "|]"                 ? "light-heavy"
                        : measure.closing == "||" || measure.fine ? "light-light"
                                                                  : nullptr;
    if (style == nullptr && !ending) return;
    pugi::xml_node barline = element.append_child("barline");
    barline.append_attribute("location") = "right";
    if (style != nullptr) append_text(barline, "bar-style", style);
    if (ending) append_ending(barline, measure.ending, repeat ? "stop" : "discontinue");
    if (repeat) barline.append_child("repeat").append_attribute("direction") = "backward";
  }

  static void append_ending(pugi::xml_node barline, int number, const char* type) {
    pugi::xml_node ending = barline.append_child("ending");
    ending.append_attribute("number") = number;
    ending.append_attribute("type") = type;
  }

  void write_attributes(pugi::xml_node element, std::size_t staff, std::size_t s) {
    const Tick begin = sheet_.measures[s].begin;
    const Key& key = key_at(begin);
    const Metre metre = grid_.at(begin).metre;
    const bool first = s == 0;
    const Tick before = first ? 0 : sheet_.measures[s - 1].begin;
    const bool new_key =
        first || key_at(before).fifths != key.fifths || key_at(before).mode != key.mode;
    const Metre old = grid_.at(before).metre;
    const bool new_metre =
        first || old.numerator != metre.numerator || old.denominator != metre.denominator;
    if (!new_key && !new_metre) return;
    pugi::xml_node attributes = element.append_child("attributes");
    if (first) append_number(attributes, "divisions", notation::kTicksPerQuarter);
    if (new_key) {
      pugi::xml_node signature = attributes.append_child("key");
      append_number(signature, "fifths", key.fifths);
      append_text(signature, "mode", key.mode == Mode::kMinor ? "minor" : "major");
    }
    if (new_metre) {
      pugi::xml_node time = attributes.append_child("time");
      append_number(time, "beats", metre.numerator);
      append_number(time, "beat-type", metre.denominator);
    }
    if (!first) return;
    musicxml::append_clef(attributes, sheet_.staves[staff].clef);
  }

  const Key& key_at(Tick tick) const { return *in_force_or_first(sheet_.score.keys, tick); }

  bool begins_with(std::size_t s, Tick at) const {
    const Tick before = s == 0 ? -1 : sheet_.measures[s - 1].begin;
    return at > before && at <= sheet_.measures[s].begin;
  }
  bool begins_with_marker(std::size_t s) const {
    const std::vector<Marker>& markers = sheet_.score.markers;
    return std::any_of(markers.begin(), markers.end(),
                       [&](const Marker& marker) { return begins_with(s, marker.at); });
  }

  // Markers and tempos that begin with measure `s`.
  void write_words(pugi::xml_node element, std::size_t s, const Metre& metre) {
    const std::vector<Tempo>& tempos = sheet_.score.tempos;
    if (s == 0 && tempos.empty()) write_tempo(element, Tempo{}, metre);
    for (const Tempo& tempo : tempos) {
      if (begins_with(s, tempo.at)) write_tempo(element, tempo, metre);
    }
    for (const Marker& marker : sheet_.score.markers) {
      const std::string text = printable(marker.text);
      if (text.empty() || !begins_with(s, marker.at)) continue;
      pugi::xml_node words =
          add_direction(element).append_child("direction-type").append_child("words");
      words.append_attribute("font-weight") = "bold";
      words.append_attribute("font-size") = "14";
      words.text().set(text.c_str());
    }
  }

  static pugi::xml_node add_direction(pugi::xml_node element) {
    pugi::xml_node direction = element.append_child("direction");
    direction.append_attribute("placement") = "above";
    return direction;
  }

  // "quarter = 72"; in compound time the dotted beat.
  static void write_tempo(pugi::xml_node element, const Tempo& tempo, const Metre& metre) {
    const TempoMark mark = notation::tempo_mark(tempo.microseconds_per_quarter, metre);
    pugi::xml_node direction = add_direction(element);
    if (!mark.word.empty()) {
      pugi::xml_node words = direction.append_child("direction-type").append_child("words");
      words.append_attribute("font-weight") = "bold";
      // The blank keeps MuseScore's note from standing on the word.
      words.text().set((mark.word + " ").c_str());
    }
    pugi::xml_node metronome = direction.append_child("direction-type").append_child("metronome");
    metronome.append_attribute("parentheses") = "no";
    append_text(metronome, "beat-unit", mark.unit);
    if (mark.dotted) metronome.append_child("beat-unit-dot");
    append_number(metronome, "per-minute", mark.per_minute);
    direction.append_child("sound").append_attribute("tempo") = mark.quarters_per_minute.c_str();
  }

  static void write_layers(pugi::xml_node element, const std::vector<Layer>& layers) {
    bool first = true;
    for (const Layer& layer : layers) {
      Tick length = 0;
      for (const notation::Symbol& symbol : layer.symbols) length += symbol.length;
      if (!first) append_number(element.append_child("backup"), "duration", length);
      first = false;
      for (const notation::Symbol& symbol : layer.symbols) {
        append_symbol(element, symbol, {layer.number + 1, layers.size() > 1});
      }
    }
  }

  static void write_jumps(pugi::xml_node element, const Measure& measure) {
    const auto append = [&](const char* words, const char* attribute) {
      pugi::xml_node direction = element.append_child("direction");
      direction.append_attribute("placement") = "above";
      append_text(direction.append_child("direction-type"), "words", words);
      direction.append_child("sound").append_attribute(attribute) = "yes";
    };
    if (measure.fine && !measure.da_capo) append("Fine", "fine");
    if (measure.da_capo) append(measure.fine ? "D.C." : "D.C. al Fine", "dacapo");
  }

  const Sheet& sheet_;
  const MusicXmlOptions& options_;
  const BarGrid grid_;
  pugi::xml_document document_;
  pugi::xml_node root_;
};

}  // namespace

Result<std::string> musicxml_from_score(const Score& score, const MusicXmlOptions& options) {
  if (notation::staves_of(score).empty()) {
    return Error{ErrorCode::kInvalidData, "nothing to write: no notes outside the drums", {}};
  }
  const Result<Sheet> sheet = notation::sheet_of(score);
  if (!sheet) return sheet.error();
  return PartwiseWriter(*sheet, options).write();
}

}  // namespace bach
