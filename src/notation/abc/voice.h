// One voice while its ABC is read.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "notation/abc/key.h"
#include "notation/abc/length.h"
#include "notation/form/road_signs.h"
#include "notation/marks.h"
#include "score/score.h"

namespace bach::abc {

// A note head; tied ones become one note (assemble.h). Ticks are those of kFineQuarter.
struct Head {
  Tick onset = 0;
  Tick duration = 0;       // > 0
  std::uint8_t pitch = 0;  // as it sounds
  bool tied = false;       // to what follows
  int layer = 0;           // of its bar, counted by its &s
  int line = 0;
};

// How a note is written: letter 0 … 6 (C … B), octave 4 from middle C.
struct Written {
  int letter = 0;
  int octave = 4;
  auto operator<=>(const Written&) const = default;
};

// How far accidentals reach until the bar ends (propagate-accidentals, 11.3 of the standard).
enum class Reach { kNote, kOctave, kPitch };

// The next `left` of `notes` notes last q / p of their length.
struct Tuplet {
  int p = 3, q = 2, left = 0;
  int notes = 0;
};

// What a '>' or '<' makes of the notes on both sides of it.
struct BrokenRhythm {
  Length before, after;
};

// What has been played last, for ties and broken rhythm.
struct LastEvent {
  std::size_t first_head = 0;  // its heads are those from here on
  Tick begin = 0;
  Tick length = 0;
};

// What waits for the next note.
struct Pending {
  Marks marks;                            // `track` and, but for grace notes, pitch unset
  std::vector<notation::SignKind> signs;  // that stand behind it
  std::vector<Tuplet> tuplets;            // the innermost last
  std::optional<BrokenRhythm> broken;     // of the note before and the one to come
  std::optional<LastEvent> last;          // none where nothing can be tied or broken
  int slurs = 0;                          // open
};

struct TuneVoice {
  std::string name;   // of its V: field
  std::string title;  // what name= says there, UTF-8
  std::uint8_t program = 0;
  bool drums = false;
  Shift shift;                 // of its V: field and K: in its music
  Shift key_shift;             // of the header's K:
  int midi_transposition = 0;  // semitones

  // In force.
  KeyField key;
  std::optional<Metre> metre;
  Tick unit = 0;

  Tick at = 0;         // where the next note begins
  Tick bar_begin = 0;  // where an overlay (&) goes back to
  Tick bar_end = -1;   // where the longest layer of the bar so far ends; −1 in the first one
  int layer = 0;

  std::vector<Head> heads;
  Marks marks;  // `track` is not set yet
  std::vector<notation::RoadSign> signs;
  std::vector<Tick> bars;
  std::vector<Metre> metres;                              // changes; a free metre is none
  std::vector<std::pair<Tick, std::optional<Key>>> keys;  // changes
  std::vector<Tempo> tempos;
  Pending pending;

  // Semitones from what is written to what sounds.
  int semitones() const;
  // The accidental of a note written without one.
  int accidental_of(const Written& note) const;
  void write_accidental(const Written& note, int accidental, Reach reach);
  // Adds a head of `duration` at `at`; `written` and `accidental` are how it stands on the page.
  void add_head(int pitch, Tick duration, const Written& written, int accidental, int line);
  // Ties the heads [first, end) to what follows.
  void tie(std::size_t first, std::size_t end);
  // A bar line at the present place. False when the bar's layers differ in length.
  bool end_bar();
  // Back to the beginning of the bar. False as above.
  bool overlay();

 private:
  struct OpenTie {
    std::size_t head = 0;
    int accidental = 0;
  };
  bool join_layers();

  // Accidentals written in this bar, by letter and octave, or octave 0 for all of them.
  std::map<std::pair<int, int>, int> accidentals_;
  std::map<std::pair<int, Written>, OpenTie> open_ties_;  // by layer
  std::vector<std::pair<Written, int>> last_written_;     // of the heads of one chord
};

}  // namespace bach::abc
