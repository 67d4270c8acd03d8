// What a user may ask of a piece from a suite model, and what is refused before a note is composed.
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "compose/suite_task.h"
#include "score/score.h"
#include "suite/piece_kind.h"

namespace bach {

inline constexpr int kMostBars = 1000;

// As it is typed; empty or 0: drawn by the seed, or the kind's usual.
struct SuiteWishes {
  std::string kind = {};   // "gigue"
  std::string key = {};    // "A minor", "Eb", "F#m"
  std::string metre = {};  // "3/4"
  int bars = 0;            // written ones, repeats counted once
  double seconds = 0;      // of sound, about: whole bars
  double tempo = 0;        // quarters a minute
  std::string range = {};  // "C2-A4"; C4 is the middle C
  bool double_stops = true;
  bool in_key = false;  // only notes of the scale
  bool allow_quotes = false;
  std::string instrument = {};  // General MIDI name or number; empty: cello, or the primer's own
  std::string primer = {};      // file or name to go on from
  std::string infill = {};      // file or name to write some bars of anew
  int from_bar = 0;             // with infill: the first and the last of them
  int to_bar = 0;

  bool operator==(const SuiteWishes&) const = default;
};

// The same, understood and checked.
struct SuiteRequest {
  PieceKind kind = PieceKind::kUnknown;
  std::optional<Key> key;
  std::optional<Metre> metre;
  int lowest = kLowestCelloPitch;
  int highest = kHighestCelloPitch;
  std::optional<int> program;
};

// Errors name the option, what is wrong with it and what would do.
Result<SuiteRequest> understand(const SuiteWishes& wishes, std::optional<int> notes);

// "C2", "F#3", "Bb4" as a MIDI note number, C4 = 60.
std::optional<int> parse_pitch(const std::string& text);

// Quarters a minute at which a kind is usually played here: those of most of the suites' files.
double usual_tempo(PieceKind kind);

}  // namespace bach
