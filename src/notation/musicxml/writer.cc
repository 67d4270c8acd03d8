#include "notation/musicxml/writer.h"

#include <algorithm>
#include <cstddef>
#include <pugixml.hpp>
#include <sstream>
#include <string>

#include "notation/musicxml/note.h"
#include "notation/page/sheet.h"
#include "notation/page/title.h"
#include "notation/page/units.h"
#include "score/bars.h"

namespace bach {
namespace {

using musicxml::append_number;
using musicxml::append_symbol;
using musicxml::append_text;
using notation::Layer;
using notation::Sheet;
using notation::Stretch;

// XML 1.0 has no room for control characters.
std::string printable(std::string text) {
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < ' ' || c == '\x7F') c = ' ';
  }
  return text;
}

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
    write_titles();
    write_credits();
    write_part_list();
    for (std::size_t s = 0; s < sheet_.staves.size(); ++s) write_part(s);
    std::ostringstream text;
    document_.save(text, " ", pugi::format_default, pugi::encoding_utf8);
    return text.str();
  }

 private:
  void write_titles() {
    const Title title = parse_title(printable(sheet_.score.title));
    if (!title.work.empty()) {
      append_text(root_.append_child("work"), "work-title", title.work.c_str());
    }
    if (title.number > 0) append_number(root_, "movement-number", title.number);
    if (!title.movement.empty()) append_text(root_, "movement-title", title.movement.c_str());
    pugi::xml_node identification = root_.append_child("identification");
    if (!options_.composer.empty()) {
      pugi::xml_node creator = identification.append_child("creator");
      creator.append_attribute("type") = "composer";
      creator.text().set(printable(options_.composer).c_str());
    }
    pugi::xml_node encoding = identification.append_child("encoding");
    append_text(encoding, "software", "bach");
    for (const char* element : {"accidental", "beam", "stem"}) {
      pugi::xml_node supports = encoding.append_child("supports");
      supports.append_attribute("element") = element;
      supports.append_attribute("type") = "yes";
    }
  }

  // An A4 page of staves 7 mm high: credits are placed on it, in tenths of a staff space.
  void write_defaults() {
    pugi::xml_node defaults = root_.append_child("defaults");
    pugi::xml_node scaling = defaults.append_child("scaling");
    append_number(scaling, "millimeters", 7);
    append_number(scaling, "tenths", 40);
    pugi::xml_node page = defaults.append_child("page-layout");
    append_number(page, "page-height", 1697);
    append_number(page, "page-width", 1200);
    pugi::xml_node margins = page.append_child("page-margins");
    margins.append_attribute("type") = "both";
    for (const char* side : {"left-margin", "right-margin", "top-margin", "bottom-margin"}) {
      append_number(margins, side, 60);
    }
  }

  // What stands on the page: programs disagree on which of the titles they show without. Work and
  // movement are two lines of one, since MuseScore 3 sets a subtitle over the title.
  void write_credits() {
    write_defaults();
    const auto append = [&](const char* type, const std::string& words, const char* justify, int x,
                            int y, int size) {
      if (words.empty()) return;
      pugi::xml_node credit = root_.append_child("credit");
      credit.append_attribute("page") = 1;
      append_text(credit, "credit-type", type);
      pugi::xml_node element = credit.append_child("credit-words");
      element.append_attribute("default-x") = x;
      element.append_attribute("default-y") = y;
      element.append_attribute("justify") = justify;
      element.append_attribute("valign") = "top";
      element.append_attribute("font-size") = size;
      element.text().set(words.c_str());
    };
    const Title title = parse_title(printable(sheet_.score.title));
    const std::string number = title.number > 0 ? std::to_string(title.number) + ". " : "";
    append("title", title.work + (title.movement.empty() ? "" : "\n" + number + title.movement),
           "center", 600, 1620, 22);
    append("composer", printable(options_.composer), "right", 1140, 1480, 12);
  }

  static std::string part_id(std::size_t staff) { return "P" + std::to_string(staff + 1); }

  void write_part_list() {
    pugi::xml_node list = root_.append_child("part-list");
    bool braced = false;
    for (std::size_t s = 0; s < sheet_.staves.size(); ++s) {
      const Staff& staff = sheet_.staves[s];
      if (staff.joined_to_next) append_group(list, "start");
      const std::string id = part_id(s);
      pugi::xml_node part = list.append_child("score-part");
      part.append_attribute("id") = id.c_str();
      const std::string staff_name = printable(staff.name);
      pugi::xml_node name = part.append_child("part-name");
      name.text().set(staff_name.c_str());
      if (staff_name.empty()) name.append_attribute("print-object") = "no";
      const std::string instrument = id + "-I1";
      pugi::xml_node sound = part.append_child("score-instrument");
      sound.append_attribute("id") = instrument.c_str();
      append_text(sound, "instrument-name", staff_name.c_str());
      pugi::xml_node midi = part.append_child("midi-instrument");
      midi.append_attribute("id") = instrument.c_str();
      append_number(midi, "midi-channel", channel_of(s));
      append_number(midi, "midi-program", staff.program + 1);
      if (braced) append_group(list, "stop");
      braced = staff.joined_to_next;
    }
  }

  // 1 … 16 without the drums' 10.
  static int channel_of(std::size_t staff) {
    const int channel = static_cast<int>(staff % 15) + 1;
    return channel < 10 ? channel : channel + 1;
  }

  static void append_group(pugi::xml_node list, const char* type) {
    pugi::xml_node group = list.append_child("part-group");
    group.append_attribute("type") = type;
    group.append_attribute("number") = 1;
    if (std::string_view(type) == "start") append_text(group, "group-symbol", "brace");
  }

  void write_part(std::size_t staff) {
    pugi::xml_node part = root_.append_child("part");
    part.append_attribute("id") = part_id(staff).c_str();
    for (std::size_t s = 0; s < sheet_.stretches.size(); ++s) write_measure(part, staff, s);
  }

  void write_measure(pugi::xml_node part, std::size_t staff, std::size_t s) {
    const Stretch& stretch = sheet_.stretches[s];
    pugi::xml_node measure = part.append_child("measure");
    const BarPosition bar = grid_.at(stretch.begin);
    // Upbeats and second halves are not counted. First halves are, or MuseScore 3 loses its place
    // when a da capo ends before them.
    const bool counted = bar.offset == 0 && (s > 0 || stretch.end == bar.begin + bar.length);
    measure.append_attribute("number") = measure_number(s).c_str();
    if (!counted) measure.append_attribute("implicit") = "yes";
    if (s > 0 && begins_with_marker(s)) {
      measure.append_child("print").append_attribute("new-system") = "yes";
    }
    write_left_barline(measure, s);
    write_attributes(measure, staff, s);
    if (staff == 0) write_words(measure, s, bar.metre);
    write_layers(measure, sheet_.music[s][staff]);
    if (staff == 0) write_jumps(measure, stretch);
    write_right_barline(measure, s);
  }

  // Bars count from 1; an upbeat is 0, the second part of a bar that a repeat sign cuts "X" and the
  // number of the first.
  std::string measure_number(std::size_t s) const {
    const auto bar_of = [&](std::size_t i) { return grid_.at(sheet_.stretches[i].begin); };
    const bool upbeat = bar_of(0).offset > 0;
    const std::int64_t number = bar_of(s).bar - bar_of(0).bar + (upbeat ? 0 : 1);
    const bool second = s > 0 && bar_of(s).offset > 0;
    return (second ? "X" : "") + std::to_string(number);
  }

  void write_left_barline(pugi::xml_node measure, std::size_t s) {
    const Stretch& stretch = sheet_.stretches[s];
    const bool repeat = stretch.opening == "|:";
    const bool ending =
        stretch.ending > 0 && (s == 0 || sheet_.stretches[s - 1].ending != stretch.ending);
    if (!repeat && !ending) return;
    pugi::xml_node barline = measure.append_child("barline");
    barline.append_attribute("location") = "left";
    if (repeat) append_text(barline, "bar-style", "heavy-light");
    if (ending) append_ending(barline, stretch.ending, "start");
    if (repeat) barline.append_child("repeat").append_attribute("direction") = "forward";
  }

  void write_right_barline(pugi::xml_node measure, std::size_t s) {
    const Stretch& stretch = sheet_.stretches[s];
    const bool last = s + 1 == sheet_.stretches.size();
    const bool repeat = stretch.closing == ":|" || stretch.closing == ":|2";
    const bool ending =
        stretch.ending > 0 && (last || sheet_.stretches[s + 1].ending != stretch.ending);
    const char* style = repeat                                    ? "light-heavy"
                        : stretch.closing == "|]"                 ? "light-heavy"
                        : stretch.closing == "||" || stretch.fine ? "light-light"
                                                                  : nullptr;
    if (style == nullptr && !ending) return;
    pugi::xml_node barline = measure.append_child("barline");
    barline.append_attribute("location") = "right";
    if (style != nullptr) append_text(barline, "bar-style", style);
    if (ending) append_ending(barline, stretch.ending, repeat ? "stop" : "discontinue");
    if (repeat) barline.append_child("repeat").append_attribute("direction") = "backward";
  }

  static void append_ending(pugi::xml_node barline, int number, const char* type) {
    pugi::xml_node ending = barline.append_child("ending");
    ending.append_attribute("number") = number;
    ending.append_attribute("type") = type;
  }

  void write_attributes(pugi::xml_node measure, std::size_t staff, std::size_t s) {
    const Tick begin = sheet_.stretches[s].begin;
    const Key key = key_at(begin);
    const Metre metre = grid_.at(begin).metre;
    const bool first = s == 0;
    const Tick before = first ? 0 : sheet_.stretches[s - 1].begin;
    const bool new_key =
        first || key_at(before).fifths != key.fifths || key_at(before).mode != key.mode;
    const Metre old = grid_.at(before).metre;
    const bool new_metre =
        first || old.numerator != metre.numerator || old.denominator != metre.denominator;
    if (!new_key && !new_metre) return;
    pugi::xml_node attributes = measure.append_child("attributes");
    if (first) append_number(attributes, "divisions", notation::kTicksPerQuarter);
    if (new_key) {
      pugi::xml_node element = attributes.append_child("key");
      append_number(element, "fifths", key.fifths);
      append_text(element, "mode", key.mode == Mode::kMinor ? "minor" : "major");
    }
    if (new_metre) {
      pugi::xml_node time = attributes.append_child("time");
      append_number(time, "beats", metre.numerator);
      append_number(time, "beat-type", metre.denominator);
    }
    if (!first) return;
    const bool bass = sheet_.staves[staff].clef == Clef::kBass;
    pugi::xml_node clef = attributes.append_child("clef");
    append_text(clef, "sign", bass ? "F" : "G");
    append_number(clef, "line", bass ? 4 : 2);
  }

  Key key_at(Tick tick) const {
    Key found = sheet_.score.keys.front();
    for (const Key& key : sheet_.score.keys) {
      if (key.at <= tick) found = key;
    }
    return found;
  }

  bool begins_with(std::size_t s, Tick at) const {
    const Tick before = s == 0 ? -1 : sheet_.stretches[s - 1].begin;
    return at > before && at <= sheet_.stretches[s].begin;
  }
  bool begins_with_marker(std::size_t s) const {
    const std::vector<Marker>& markers = sheet_.score.markers;
    return std::any_of(markers.begin(), markers.end(),
                       [&](const Marker& marker) { return begins_with(s, marker.at); });
  }

  // Markers and tempos that begin with stretch `s`.
  void write_words(pugi::xml_node measure, std::size_t s, const Metre& metre) {
    const std::vector<Tempo>& tempos = sheet_.score.tempos;
    if (s == 0 && tempos.empty()) write_tempo(measure, Tempo{}, metre);
    for (const Tempo& tempo : tempos) {
      if (begins_with(s, tempo.at)) write_tempo(measure, tempo, metre);
    }
    for (const Marker& marker : sheet_.score.markers) {
      const std::string text = printable(marker.text);
      if (text.empty() || !begins_with(s, marker.at)) continue;
      pugi::xml_node words =
          add_direction(measure).append_child("direction-type").append_child("words");
      words.append_attribute("font-weight") = "bold";
      words.append_attribute("font-size") = "14";
      words.text().set(text.c_str());
    }
  }

  static pugi::xml_node add_direction(pugi::xml_node measure) {
    pugi::xml_node direction = measure.append_child("direction");
    direction.append_attribute("placement") = "above";
    return direction;
  }

  // "quarter = 72"; in compound time the dotted beat.
  static void write_tempo(pugi::xml_node measure, const Tempo& tempo, const Metre& metre) {
    const TempoMark mark = tempo_mark(tempo.microseconds_per_quarter, metre);
    pugi::xml_node direction = add_direction(measure);
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

  static void write_layers(pugi::xml_node measure, const std::vector<Layer>& layers) {
    bool first = true;
    for (const Layer& layer : layers) {
      Tick length = 0;
      for (const notation::Symbol& symbol : layer.symbols) length += symbol.length;
      if (!first) append_number(measure.append_child("backup"), "duration", length);
      first = false;
      for (const notation::Symbol& symbol : layer.symbols) {
        append_symbol(measure, symbol, {layer.number + 1, layers.size() > 1});
      }
    }
  }

  static void write_jumps(pugi::xml_node measure, const Stretch& stretch) {
    const auto append = [&](const char* words, const char* attribute) {
      pugi::xml_node direction = measure.append_child("direction");
      direction.append_attribute("placement") = "above";
      append_text(direction.append_child("direction-type"), "words", words);
      direction.append_child("sound").append_attribute(attribute) = "yes";
    };
    if (stretch.fine && !stretch.da_capo) append("Fine", "fine");
    if (stretch.da_capo) append(stretch.fine ? "D.C." : "D.C. al Fine", "dacapo");
  }

  const Sheet& sheet_;
  const MusicXmlOptions& options_;
  const BarGrid grid_;
  pugi::xml_document document_;
  pugi::xml_node root_;
};

}  // namespace

Result<std::string> musicxml_from_score(const Score& score, const MusicXmlOptions& options) {
  if (staves_of(score).empty()) {
    return Error{ErrorCode::kInvalidData, "nothing to write: no notes outside the drums", {}};
  }
  const Result<Sheet> sheet = notation::sheet_of(score);
  if (!sheet) return sheet.error();
  return PartwiseWriter(*sheet, options).write();
}

}  // namespace bach
