// A note as ABC spells it.
#pragma once

#include <optional>

#include "notation/abc/cursor.h"
#include "notation/abc/voice.h"

namespace bach::abc {

struct NoteText {
  Written written;
  std::optional<int> accidental;  // semitones
  bool rounded = false;           // the accidental was less than a semitone, or one and a half
};

// Whether a note may begin here: a letter or an accidental.
bool at_note(const Cursor& cursor);

// "^c'", "__B,", "^/d". Nothing when no letter follows; the cursor stands behind what was read.
std::optional<NoteText> take_note(Cursor& cursor);

// The MIDI pitch it has in `voice`, whose accidentals it changes; may lie outside 0 … 127.
struct Sounding {
  int pitch = 0;
  int accidental = 0;
};
Sounding sound(const NoteText& note, Reach reach, TuneVoice& voice);

}  // namespace bach::abc
