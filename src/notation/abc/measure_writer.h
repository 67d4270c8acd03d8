// One voice's notes between two bar signs, as ABC.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "notation/page/layers.h"
#include "notation/page/measures.h"
#include "score/chord_symbol.h"
#include "score/score.h"
#include "score/spelling.h"

namespace bach::abc {

// A voice made ready to write.
struct Voice {
  const Track* track = nullptr;
  std::vector<std::vector<notation::Chord>> layers;
  std::vector<Spelling> spellings;  // one per note
  // What stands before and behind each note: decorations and grace notes, slurs. Empty: nothing.
  std::vector<std::string> before = {};
  std::vector<std::string> after = {};
};

// "c'", "_" … "^^": a pitch without its accidental, and the accidental.
std::string pitch_text(const Spelling& spelling);
std::string accidental_text(int accidental);

// What the writer needs to know about a measure beside its notes.
struct Surroundings {
  Tick beat = 480;  // notes are beamed within beats of so many ticks, counted from `bar_begin`
  Tick bar_begin = 0;
  int fifths = 0;  // of the key signature in force
  // For each letter C … B: whether the bar, over all voices, has it with two different accidentals;
  // then every one of them is written out.
  std::vector<bool> ambiguous = std::vector<bool>(7);
  bool upper_voice = true;  // silence shows as rests
  // Where that silence shows nothing: other voices sound, or the piece has not begun.
  std::vector<Section> unshown;
  WrittenChords chords = {};  // over the first layer
};

// The music of `voice` in [measure.begin, measure.end): its layers joined by " & ". Chords that stand
// where no note or rest of the first layer begins have a layer of hidden rests.
// Errors: kUnsupported, a time the notation cannot express (tick in 480ths of a quarter).
Result<std::string> measure_text(const Voice& voice, const notation::Measure& measure,
                                 const Surroundings& surroundings);

}  // namespace bach::abc
