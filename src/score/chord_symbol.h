// Chords as they are written over or under a staff.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "score/score.h"

namespace bach {

// A pitch class as it is spelled.
struct NoteName {
  std::int8_t letter = 0;      // 0 … 6: C D E F G A B
  std::int8_t accidental = 0;  // −2 … +2

  bool operator==(const NoteName&) const = default;
};

// At a place on the line of fifths (score/spelling.h), −15 (F double flat) … 19 (B double sharp).
NoteName note_name_at(int fifths);
// "F#", "Bb".
std::string to_string(const NoteName& name);

enum class ChordKind : std::uint8_t {
  kMajor,
  kMinor,
  kDominantSeventh,
  kDiminished,
  kDiminishedSeventh,
  kMajorSeventh,
  kMinorSeventh,
  kHalfDiminished,
};

// What stands behind the root: "", "m", "7", "dim", "dim7", "maj7", "m7", "m7b5".
std::string kind_text(ChordKind kind);

struct ChordSymbol {
  NoteName root;
  ChordKind kind = ChordKind::kMajor;
  std::optional<NoteName> bass;  // where it is not the root

  bool operator==(const ChordSymbol&) const = default;
};

// "Am", "D7", "F#dim7", "Bb/D".
std::string to_string(const ChordSymbol& symbol);

// What stands over or under the staff from a tick on: a symbol, or else a Roman numeral.
struct WrittenChord {
  Tick at = 0;
  std::optional<ChordSymbol> symbol;
  std::string numeral;  // "V65", "D: ii6"; empty where there is a symbol

  bool operator==(const WrittenChord&) const = default;
  std::string text() const { return symbol ? to_string(*symbol) : numeral; }
};

// Of one piece, by `at`, no two at one tick.
using WrittenChords = std::vector<WrittenChord>;

// Drops those before `begin`, but for the one in force there, which moves to it.
void drop_before(Tick begin, WrittenChords& chords);

}  // namespace bach
