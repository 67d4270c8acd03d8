#include "notation/musicxml/measure_writer.h"

#include <algorithm>
#include <utility>

#include "notation/musicxml/chord.h"
#include "notation/musicxml/clef.h"
#include "notation/musicxml/elements.h"
#include "notation/musicxml/note.h"
#include "notation/page/note_values.h"
#include "notation/page/title.h"
#include "score/in_force.h"

namespace bach::musicxml {
namespace {

using notation::Layer;
using notation::Measure;
using notation::TempoMark;

constexpr const char* kHeadingSize = "18";
constexpr const char* kMarkerSize = "14";

pugi::xml_node add_direction(pugi::xml_node element) {
  pugi::xml_node direction = element.append_child("direction");
  direction.append_attribute("placement") = "above";
  return direction;
}

void append_bold(pugi::xml_node element, const std::string& text, const char* size) {
  pugi::xml_node words =
      add_direction(element).append_child("direction-type").append_child("words");
  words.append_attribute("font-weight") = "bold";
  words.append_attribute("font-size") = size;
  words.text().set(text.c_str());
}

pugi::xml_node append_words(pugi::xml_node element, const std::string& text) {
  pugi::xml_node direction = add_direction(element);
  append_text(direction.append_child("direction-type"), "words", text.c_str());
  return direction;
}

// A sign of how it is played that shows nothing.
void append_sound(pugi::xml_node element, const char* attribute, const std::string& value) {
  element.append_child("sound").append_attribute(attribute) = value.c_str();
}

void append_ending(pugi::xml_node barline, int number, const char* type) {
  pugi::xml_node ending = barline.append_child("ending");
  ending.append_attribute("number") = number;
  ending.append_attribute("type") = type;
  if (std::string_view(type) == "start") ending.text().set((std::to_string(number) + ".").c_str());
}

// "quarter = 72"; in compound time the dotted beat.
void append_tempo(pugi::xml_node element, const Tempo& tempo, const Metre& metre) {
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
  append_sound(direction, "tempo", mark.quarters_per_minute);
}

Tick length_of(const Layer& layer) {
  Tick length = 0;
  for (const notation::Symbol& symbol : layer.symbols) length += symbol.length;
  return length;
}

}  // namespace

bool has_da_capo(const notation::Sheet& sheet) {
  return !sheet.measures.empty() && sheet.measures.back().da_capo;
}

MeasureWriter::MeasureWriter(const notation::Sheet& sheet, MovementPlace place)
    : sheet_(sheet), place_(std::move(place)), grid_(sheet.score), da_capo_(has_da_capo(sheet)) {}

void MeasureWriter::write(pugi::xml_node part, std::size_t staff) const {
  for (std::size_t s = 0; s < sheet_.measures.size(); ++s) write_measure(part, staff, s);
}

void MeasureWriter::write_measure(pugi::xml_node part, std::size_t staff, std::size_t s) const {
  const Measure& measure = sheet_.measures[s];
  pugi::xml_node element = part.append_child("measure");
  const BarPosition bar = grid_.at(measure.begin);
  // Upbeats and second halves are not counted. First halves are, or MuseScore 3 loses its place
  // when a da capo ends before them.
  const bool counted = bar.offset == 0 && (s > 0 || measure.end == bar.begin + bar.length);
  element.append_attribute("number") = measure_number(s).c_str();
  if (!counted) element.append_attribute("implicit") = "yes";
  write_print(element, s);
  write_left_barline(element, s);
  write_attributes(element, staff, s);
  if (staff == 0) write_words(element, s, bar.metre);
  write_layers(element, staff, s);
  if (staff == 0) write_silent_jumps(element, s);
  write_right_barline(element, s);
}

// Bars count from 1; an upbeat is 0, the second part of a bar that a repeat sign cuts "X" and the
// number of the first.
std::string MeasureWriter::measure_number(std::size_t s) const {
  const auto bar_of = [&](std::size_t i) { return grid_.at(sheet_.measures[i].begin); };
  const bool upbeat = bar_of(0).offset > 0;
  const std::int64_t number = bar_of(s).bar - bar_of(0).bar + (upbeat ? 0 : 1);
  const bool second = s > 0 && bar_of(s).offset > 0;
  return (second ? "X" : "") + std::to_string(number);
}

void MeasureWriter::write_print(pugi::xml_node element, std::size_t s) const {
  if (s == 0 && !place_.first) {
    element.append_child("print").append_attribute("new-page") = "yes";
  } else if (s > 0 && begins_with_marker(s)) {
    element.append_child("print").append_attribute("new-system") = "yes";
  }
}

void MeasureWriter::write_left_barline(pugi::xml_node element, std::size_t s) const {
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

void MeasureWriter::write_right_barline(pugi::xml_node element, std::size_t s) const {
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

void MeasureWriter::write_attributes(pugi::xml_node element, std::size_t staff,
                                     std::size_t s) const {
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
  const bool begins_file = first && place_.first;
  if (begins_file) append_number(attributes, "divisions", notation::kTicksPerQuarter);
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
  if (!begins_file) return;
  append_clef(attributes, sheet_.staves[staff].clef);
}

const Key& MeasureWriter::key_at(Tick tick) const {
  return *in_force_or_first(sheet_.score.keys, tick);
}

bool MeasureWriter::begins_with(std::size_t s, Tick at) const {
  const Tick before = s == 0 ? -1 : sheet_.measures[s - 1].begin;
  return at > before && at <= sheet_.measures[s].begin;
}

bool MeasureWriter::begins_with_marker(std::size_t s) const {
  const std::vector<Marker>& markers = sheet_.score.markers;
  return std::any_of(markers.begin(), markers.end(),
                     [&](const Marker& marker) { return begins_with(s, marker.at); });
}

// The movement's heading, markers and tempos that begin with measure `s`.
void MeasureWriter::write_words(pugi::xml_node element, std::size_t s, const Metre& metre) const {
  if (s == 0 && !place_.heading.empty()) append_bold(element, place_.heading, kHeadingSize);
  for (const Marker& marker : sheet_.score.markers) {
    const std::string text = printable(marker.text);
    if (!text.empty() && begins_with(s, marker.at)) append_bold(element, text, kMarkerSize);
  }
  const std::vector<Tempo>& tempos = sheet_.score.tempos;
  if (s == 0 && tempos.empty()) append_tempo(element, Tempo{}, metre);
  for (const Tempo& tempo : tempos) {
    if (begins_with(s, tempo.at)) append_tempo(element, tempo, metre);
  }
  if (s > 0 || place_.alone) return;
  if (da_capo_) append_sound(element, "segno", place_.label);
  if (!place_.earlier_label.empty()) append_sound(element, "coda", place_.earlier_label);
}

// "Menuet I" of two dances.
std::string MeasureWriter::name_of_first_part() const {
  for (const Marker& marker : sheet_.score.markers) {
    if (begins_with(0, marker.at)) return printable(marker.text);
  }
  return {};
}

void MeasureWriter::write_layers(pugi::xml_node element, std::size_t staff, std::size_t s) const {
  bool first = true;
  WrittenChords chords = chords_of(staff, sheet_.measures[s]);
  for (const Layer& layer : sheet_.music[s][staff]) {
    if (!first) append_number(element.append_child("backup"), "duration", length_of(layer));
    for (const notation::Symbol& symbol : layer.symbols) {
      // Programs hang words on the note behind them.
      const bool last = &symbol == &layer.symbols.back();
      if (first && last && staff == 0) write_jumps(element, sheet_.measures[s]);
      if (first) append_chords_at(element, symbol.begin, chords);
      append_symbol(element, symbol, layer.number + 1);
    }
    first = false;
  }
  if (!chords.empty()) append_chords_between(element, sheet_.measures[s], chords);
}

// Symbols stand over the first staff, numerals under the last.
WrittenChords MeasureWriter::chords_of(std::size_t staff, const Measure& measure) const {
  WrittenChords chords;
  for (const WrittenChord& chord : sheet_.chords) {
    const std::size_t own = chord.symbol ? 0 : sheet_.staves.size() - 1;
    const bool here = own == staff && chord.at >= measure.begin && chord.at < measure.end;
    if (here) chords.push_back(chord);
  }
  return chords;
}

// A da capo leads to the beginning of the file. Of one movement among others it is a dal segno, on
// from its end to the next as if to a coda; both only sound, and words say it to the reader.
void MeasureWriter::write_silent_jumps(pugi::xml_node element, std::size_t s) const {
  const Measure& measure = sheet_.measures[s];
  if (place_.alone) return;
  if (measure.fine) append_sound(element, place_.last ? "fine" : "tocoda", place_.label);
  if (measure.da_capo) append_sound(element, "dalsegno", place_.label);
}

void MeasureWriter::write_jumps(pugi::xml_node element, const Measure& measure) const {
  if (!place_.alone) {
    const std::string name = name_of_first_part();
    if (measure.da_capo) append_words(element, (name.empty() ? "First part" : name) + " da capo");
    return;
  }
  if (measure.fine && !measure.da_capo) append_sound(append_words(element, "Fine"), "fine", "yes");
  // These words and no others tell MuseScore 3 where to stop.
  const std::string words = measure.fine ? "D.C." : "D.C. al Fine";
  if (measure.da_capo) append_sound(append_words(element, words), "dacapo", "yes");
}

}  // namespace bach::musicxml
