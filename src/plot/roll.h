// Piano roll: notes in time, bar by bar, line under line like a page of music.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "plot/harmony_strip.h"
#include "plot/key_lanes.h"
#include "plot/picture.h"

namespace bach {

// Times are in quarter notes from the beginning of the piece.

struct RollNote {
  double begin = 0;
  double end = 0;  // > begin
  int pitch = 60;
  int voice = 0;       // index into RollPiece::voices
  int velocity = 100;  // 1 … 127
  std::string name;    // "F♯", without octave
  double bits = -1;    // how surprising it was; below 0: nothing is known of that
};

struct RollBar {
  double begin = 0;
  double length = 4;        // > 0
  double beat = 1;          // > 0
  std::int64_t number = 1;  // 0: an upbeat
  std::string metre;        // "3/4" where it begins, else empty
};

// A stretch that is set apart.
struct RollMark {
  enum class Kind {
    kGiven,      // not composed: shaded
    kQuotation,  // found elsewhere: underlined
  };
  Kind kind = Kind::kGiven;
  double begin = 0;
  double end = 0;
  std::string text;
};

struct RollPiece {
  std::string title;
  std::string subtitle;
  std::vector<std::string> voices;  // names, one at least
  std::vector<RollBar> bars;        // those shown, one at least, each beginning where the last ends
  std::vector<RollNote> notes;      // by begin; what lies outside the bars is cut off
  std::vector<RollMark> marks;      // by begin
  HarmonyStrip harmony = {};        // shades behind the notes, blocks below them; may be empty
  KeyLanes lanes = {};              // above the roll; may be empty
};

struct Roll {
  std::vector<RollPiece> pieces;  // one at least; under each other, to one scale
  int bars_per_line = 0;          // 0: as many as can be read
};

// Names stand in the notes where there is room. A note is the paler the softer it is beside the
// loudest of its picture. Where bits are known, notes have the colour of their surprise instead,
// blue for what was expected to orange for kMostBits and more, and bars below each line show it.
inline constexpr double kMostBits = 12;
std::unique_ptr<Picture> roll_picture(Roll roll);

}  // namespace bach
