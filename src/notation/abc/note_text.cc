#include "notation/abc/note_text.h"

#include <algorithm>
#include <string_view>

namespace bach::abc {
namespace {

constexpr std::string_view kLetters = "CDEFGABcdefgab";
constexpr int kMostAccidentals = 4;
constexpr int kMostOctaves = 10;

bool is_accidental(char c) { return c == '^' || c == '_' || c == '='; }

}  // namespace

bool at_note(const Cursor& cursor) {
  const char c = cursor.peek();
  return c != '\0' && (is_accidental(c) || kLetters.find(c) != std::string_view::npos);
}

std::optional<NoteText> take_note(Cursor& cursor) {
  NoteText note;
  int accidental = 0;
  for (; is_accidental(cursor.peek()); cursor.skip()) {
    const char c = cursor.peek();
    accidental += c == '^' ? 1 : c == '_' ? -1 : 0;
    note.accidental = accidental;
  }
  if (note.accidental && (cursor.at_digit() || cursor.peek() == '/')) {
    // A part of a semitone, "^3/2": of what is between, the one nearer to the letter.
    const Length part = read_length(cursor);
    if (part.bottom > 1) {
      note.rounded = true;
      accidental = (accidental < 0 ? -1 : 1) * static_cast<int>(part.top / part.bottom);
    }
  }
  if (note.accidental)
    note.accidental = std::clamp(accidental, -kMostAccidentals, kMostAccidentals);
  const char letter = cursor.peek();
  const std::size_t place = letter == '\0' ? std::string_view::npos : kLetters.find(letter);
  if (place == std::string_view::npos) return std::nullopt;
  cursor.skip();
  note.written.letter = static_cast<int>(place % 7);
  note.written.octave = place < 7 ? 4 : 5;
  for (; cursor.peek() == ',' || cursor.peek() == '\''; cursor.skip()) {
    note.written.octave += cursor.peek() == ',' ? -1 : 1;
    note.written.octave = std::clamp(note.written.octave, -kMostOctaves, kMostOctaves);
  }
  return note;
}

Sounding sound(const NoteText& note, Reach reach, TuneVoice& voice) {
  static constexpr int kSemitones[] = {0, 2, 4, 5, 7, 9, 11};
  if (note.accidental) voice.write_accidental(note.written, *note.accidental, reach);
  const int accidental = note.accidental ? *note.accidental : voice.accidental_of(note.written);
  return {12 * (note.written.octave + 1) + kSemitones[note.written.letter] + accidental +
              voice.semitones(),
          accidental};
}

}  // namespace bach::abc
