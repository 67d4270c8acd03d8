// One voice while its ABC is read: the notes so far, the bar signs passed, the ties left open.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "score/score.h"

namespace bach::abc {

// A bar sign and where it stands. Plain bar lines are kept too: voices must agree on them.
struct Sign {
  Tick at = 0;
  std::string text;  // "|", "||", "|]", "|:", ":|", "|1", ":|2"
  int line = 0;      // in the text, from 1
  int column = 0;    // from 1

  // Equal where it matters to the music.
  bool operator==(const Sign& other) const { return at == other.at && text == other.text; }
};

// Changes met on the way; voices must agree on them.
struct Changes {
  std::vector<Metre> metres;
  std::vector<Key> keys;
  std::vector<Tempo> tempos;
};

struct VoiceBuilder {
  std::string name;  // of its V: field
  std::uint8_t program = 0;
  int transpose = 0;   // semitones from what is written to what sounds
  Tick at = 0;         // where the next note begins
  Tick bar_begin = 0;  // where an overlay (&) goes back to
  Tick bar_end = -1;   // where every layer of the bar has to end; −1 in the first layer
  std::vector<Note> notes;
  std::vector<Sign> signs;
  Changes changes;
  Key key;  // in force
  // Accidentals written in this bar, by letter and octave.
  std::map<std::pair<int, int>, int> accidentals;
  int layer = 0;  // of this bar, counted by its &s
  // Notes to be continued in their layer: (layer, pitch) → indices into `notes`.
  std::multimap<std::pair<int, int>, std::size_t> ties;
  // Tuplet: the next `tuplet_left` notes sound tuplet_q / tuplet_p of their length.
  int tuplet_p = 1, tuplet_q = 1, tuplet_left = 0;

  // Adds a note of `duration` at `at`, or lengthens the one tied to it.
  void add_note(int pitch, Tick duration, bool tie);
  // Whether a note before the present place waits in vain for the one it is tied to.
  bool has_stale_tie() const;
  // A bar sign; its `at` becomes the present place. False when the layers of the bar differ in
  // length.
  bool add_sign(Sign sign);
  // Back to the beginning of the bar for its next layer. False when a layer differs in length.
  bool overlay();
};

}  // namespace bach::abc
