// Scores as MusicXML (W3C, version 4.0, partwise): what notation programs open.
#pragma once

#include <span>
#include <string>

#include "base/result.h"
#include "notation/marks.h"
#include "notation/page/paper.h"
#include "score/chord_symbol.h"
#include "score/score.h"

namespace bach {

struct MusicXmlOptions {
  std::string composer = {};  // UTF-8; empty: not said
  notation::Paper paper = notation::Paper::kA4;
  std::span<const Marks> marks = {};           // of each movement; none: no marks at all
  std::span<const WrittenChords> chords = {};  // likewise
};

// One part for each staff of the sheet (notation/page/sheet.h), divisions of a 480th of a quarter.
// Repeats, endings and da capo are signs; a title "Work: 2. Movement" is taken apart. Tempos stand
// as metronome marks and markers as words over the first bar line from where they are. Velocities
// and channels are not written. Doc: doc/notation.md. Errors as sheet_of(), kInvalidData when there
// are no notes.
// Marks of options.marks are written at their notes. Symbols of options.chords are <harmony> over the
// first staff; numerals are words under the last one, since programs show no other form of them.
Result<std::string> musicxml_from_score(const Score& score, const MusicXmlOptions& options = {});

// Several movements, one behind the other: each begins on a page of its own under the words
// "2. Movement" of its title; the work is that of the first. One movement is as above. Errors also:
// kUnsupported when they have different staves; a message names the movement.
Result<std::string> musicxml_from_movements(std::span<const Score> movements,
                                            const MusicXmlOptions& options = {});

}  // namespace bach
