#include "notation/musicxml/chord.h"

#include "notation/musicxml/elements.h"

namespace bach::musicxml {
namespace {

// The voice that nothing sounds in; a staff has fewer.
constexpr int kVoiceOfChords = 99;

const char* kind_name(ChordKind kind) {
  switch (kind) {
    case ChordKind::kMajor:
      return "major";
    case ChordKind::kMinor:
      return "minor";
    case ChordKind::kDominantSeventh:
      return "dominant";
    case ChordKind::kDiminished:
      return "diminished";
    case ChordKind::kDiminishedSeventh:
      return "diminished-seventh";
    case ChordKind::kMajorSeventh:
      return "major-seventh";
    case ChordKind::kMinorSeventh:
      return "minor-seventh";
    case ChordKind::kHalfDiminished:
      return "half-diminished";
  }
  return "none";
}

void append_name(pugi::xml_node parent, const std::string& part, const NoteName& name) {
  pugi::xml_node element = parent.append_child(part.c_str());
  const char step[] = {"CDEFGAB"[name.letter], 0};
  append_text(element, (part + "-step").c_str(), step);
  if (name.accidental != 0) append_number(element, (part + "-alter").c_str(), name.accidental);
}

void append_chord_symbol(pugi::xml_node measure, const ChordSymbol& symbol) {
  pugi::xml_node harmony = measure.append_child("harmony");
  harmony.append_attribute("placement") = "above";
  append_name(harmony, "root", symbol.root);
  pugi::xml_node kind = harmony.append_child("kind");
  kind.append_attribute("text") = kind_text(symbol.kind).c_str();
  kind.text().set(kind_name(symbol.kind));
  if (symbol.bass) append_name(harmony, "bass", *symbol.bass);
}

// MuseScore 3 and musicxml2ly pass over <numeral> and <function>.
void append_numeral(pugi::xml_node measure, const std::string& numeral) {
  pugi::xml_node direction = measure.append_child("direction");
  direction.append_attribute("placement") = "below";
  append_text(direction.append_child("direction-type"), "words", printable(numeral).c_str());
}

void append_chord(pugi::xml_node measure, const WrittenChord& chord) {
  if (chord.symbol) {
    append_chord_symbol(measure, *chord.symbol);
  } else {
    append_numeral(measure, chord.numeral);
  }
}

void append_step(pugi::xml_node measure, Tick length) {
  pugi::xml_node forward = measure.append_child("forward");
  append_number(forward, "duration", length);
  append_number(forward, "voice", kVoiceOfChords);
}

}  // namespace

void append_chords_at(pugi::xml_node measure, Tick at, WrittenChords& chords) {
  std::erase_if(chords, [&](const WrittenChord& chord) {
    if (chord.at != at) return false;
    append_chord(measure, chord);
    return true;
  });
}

void append_chords_between(pugi::xml_node element, const notation::Measure& measure,
                           const WrittenChords& chords) {
  append_number(element.append_child("backup"), "duration", measure.end - measure.begin);
  Tick at = measure.begin;
  for (const WrittenChord& chord : chords) {
    append_step(element, chord.at - at);
    append_chord(element, chord);
    at = chord.at;
  }
  append_step(element, measure.end - at);
}

}  // namespace bach::musicxml
