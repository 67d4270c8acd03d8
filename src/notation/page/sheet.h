// A piece as a sheet of music: every note head, rest, tie, beam and accidental decided, ready to be
// written down in any notation.
#pragma once

#include <vector>

#include "base/result.h"
#include "notation/marks.h"
#include "notation/page/measures.h"
#include "notation/page/staves.h"
#include "score/chord_symbol.h"
#include "score/score.h"
#include "score/spelling.h"

namespace bach::notation {

struct Head {
  Spelling spelling;
  bool accidental = false;       // its accidental is shown
  std::vector<Mark> marks = {};  // but for grace notes
};

struct GraceNote {
  Spelling spelling;
  bool slash = false;  // an acciaccatura
};

enum class Stem { kUp, kDown };

enum class Beam { kBegin, kContinue, kEnd, kForwardHook, kBackwardHook };

// A chord (a note is a chord of one) or a rest.
struct Symbol {
  Tick begin = 0;
  Tick length = 0;                     // as it sounds
  int value = 0;                       // as it is written, in kGrid: see note_values()
  std::vector<Head> heads;             // lowest first; none: a rest
  std::vector<GraceNote> graces = {};  // before it
  bool hidden = false;                 // a rest that is not shown
  bool whole_bar = false;              // a rest that fills its bar
  bool tied_from = false;              // tied to the symbol before it
  bool tied_to = false;                // tied to the symbol after it
  bool triplet = false;                // three in the time of two …
  bool triplet_begins = false;
  bool triplet_ends = false;
  Stem stem = Stem::kUp;    // of notes with one
  std::vector<Beam> beams;  // from the eighths' beam on; none without flags or neighbours

  bool rests() const { return heads.empty(); }
};

// One voice in one measure, from its beginning to its end without gaps.
struct Layer {
  int number = 0;  // 0 is the highest; a note that is tied over a bar line stays in its layer
  std::vector<Symbol> symbols;
};

struct Sheet {
  Score score;  // as written: 480 ticks per quarter, its events in the times of the measures
  std::vector<Staff> staves;
  std::vector<Measure> measures;  // the first begins where the music does
  // music[measure][staff]: layers by number. Layer 0 is always there, others where they sound.
  std::vector<std::vector<std::vector<Layer>>> music;
  WrittenChords chords;  // in the times of the measures, none before the first
};

// A folded or unfolded score with at least one note outside drums. On a staff the notes of all its
// tracks stand together, in layers by height; where their rhythms do not mix, by track. A da capo
// is a sign (see Measure). Pitches are spelled for the score's keys.
// Errors (kUnsupported): a time that is not a multiple of kGrid or, inside triplets, of kTupletGrid,
// or triplets that do not end within their bar; the message names staff and tick. notation/notate.h
// makes any score one that can be written.
// `marks` are at notes of the score; those at no note are left out. `chords` are at its ticks.
Result<Sheet> sheet_of(const Score& score, const Marks& marks = {},
                       const WrittenChords& chords = {});

// Quarter 0, eighth 1, … flags or beams of a written value; its dots.
int flags_of(int value);
int dots_of(int value);

}  // namespace bach::notation
