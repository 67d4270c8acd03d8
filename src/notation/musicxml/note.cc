#include "notation/musicxml/note.h"

#include <array>
#include <cstddef>

#include "notation/musicxml/elements.h"
#include "notation/musicxml/notations.h"
#include "notation/page/note_values.h"

namespace bach::musicxml {
namespace {

using notation::Beam;
using notation::Head;
using notation::Symbol;

constexpr int kWhole = 128;

// Of a written value without its dots, in 128ths: 1, 2, 4 … 256.
const char* type_of(int value) {
  static constexpr std::array<const char*, 9> kTypes = {
      "128th", "64th", "32nd", "16th", "eighth", "quarter", "half", "whole", "breve"};
  std::size_t type = 0;
  while (type + 1 < kTypes.size() && (2 << type) <= value) ++type;
  return kTypes[type];
}

const char* accidental_name(int accidental) {
  static constexpr const char* kAccidentals[] = {"flat-flat", "flat", "natural", "sharp",
                                                 "double-sharp"};
  return kAccidentals[accidental + 2];
}

const char* beam_name(Beam beam) {
  switch (beam) {
    case Beam::kBegin:
      return "begin";
    case Beam::kContinue:
      return "continue";
    case Beam::kEnd:
      return "end";
    case Beam::kForwardHook:
      return "forward hook";
    case Beam::kBackwardHook:
      return "backward hook";
  }
  return "";
}

void append_pitch(pugi::xml_node note, const Spelling& spelling) {
  static constexpr const char* kSteps[] = {"C", "D", "E", "F", "G", "A", "B"};
  pugi::xml_node pitch = note.append_child("pitch");
  append_text(pitch, "step", kSteps[spelling.letter]);
  if (spelling.accidental != 0) append_number(pitch, "alter", spelling.accidental);
  append_number(pitch, "octave", spelling.octave);
}

void append_type(pugi::xml_node note, const Symbol& symbol) {
  if (symbol.whole_bar) return;
  append_text(note, "type", type_of(symbol.value));
  for (int dot = notation::dots_of(symbol.value); dot > 0; --dot) note.append_child("dot");
}

void append_time_modification(pugi::xml_node note) {
  pugi::xml_node modification = note.append_child("time-modification");
  append_number(modification, "actual-notes", 3);
  append_number(modification, "normal-notes", 2);
}

void append_notations(pugi::xml_node note, const Symbol& symbol, const Head* head,
                      bool first_head) {
  const bool tied = !symbol.rests() && (symbol.tied_from || symbol.tied_to);
  const bool tuplet = first_head && (symbol.triplet_begins || symbol.triplet_ends);
  const bool marked = head != nullptr && !head->marks.empty();
  if (!tied && !tuplet && !marked) return;
  pugi::xml_node notations = note.append_child("notations");
  if (tied && symbol.tied_from) notations.append_child("tied").append_attribute("type") = "stop";
  if (tied && symbol.tied_to) notations.append_child("tied").append_attribute("type") = "start";
  const auto mark = [&](const char* type) {
    pugi::xml_node element = notations.append_child("tuplet");
    element.append_attribute("type") = type;
    element.append_attribute("number") = 1;
  };
  if (tuplet && symbol.triplet_begins) mark("start");
  if (tuplet && symbol.triplet_ends) mark("stop");
  if (marked) write_marks(notations, head->marks);
}

// The order of elements is the schema's.
void append_note(pugi::xml_node element, const Symbol& symbol, const Head* head, bool first_head,
                 int voice) {
  pugi::xml_node note = element.append_child("note");
  if (head == nullptr) {
    if (symbol.hidden) note.append_attribute("print-object") = "no";
    pugi::xml_node rest = note.append_child("rest");
    if (symbol.whole_bar) rest.append_attribute("measure") = "yes";
  } else {
    if (!first_head) note.append_child("chord");
    append_pitch(note, head->spelling);
  }
  append_number(note, "duration", symbol.length);
  if (head != nullptr && symbol.tied_from) {
    note.append_child("tie").append_attribute("type") = "stop";
  }
  if (head != nullptr && symbol.tied_to) {
    note.append_child("tie").append_attribute("type") = "start";
  }
  append_number(note, "voice", voice);
  append_type(note, symbol);
  if (head != nullptr && head->accidental) {
    append_text(note, "accidental", accidental_name(head->spelling.accidental));
  }
  if (symbol.triplet) append_time_modification(note);
  if (head != nullptr && symbol.value < kWhole) {
    append_text(note, "stem", symbol.stem == notation::Stem::kUp ? "up" : "down");
  }
  if (first_head) {
    int number = 0;
    for (const Beam beam : symbol.beams) {
      pugi::xml_node mark = note.append_child("beam");
      mark.append_attribute("number") = ++number;
      mark.text().set(beam_name(beam));
    }
  }
  append_notations(note, symbol, head, first_head);
}

void append_grace(pugi::xml_node element, const notation::GraceNote& grace, int voice) {
  pugi::xml_node note = element.append_child("note");
  pugi::xml_node kind = note.append_child("grace");
  if (grace.slash) kind.append_attribute("slash") = "yes";
  append_pitch(note, grace.spelling);
  append_number(note, "voice", voice);
  append_text(note, "type", "eighth");
}

}  // namespace

void append_symbol(pugi::xml_node element, const Symbol& symbol, int voice) {
  for (const notation::GraceNote& grace : symbol.graces) append_grace(element, grace, voice);
  if (symbol.rests()) {
    append_note(element, symbol, nullptr, true, voice);
    return;
  }
  bool first = true;
  for (const Head& head : symbol.heads) {
    append_note(element, symbol, &head, first, voice);
    first = false;
  }
}

}  // namespace bach::musicxml
