// What stands above the music: title and tempo.
#pragma once

#include <cstdint>
#include <string>

#include "score/score.h"

namespace bach::notation {

struct Title {
  std::string work;      // "Cello Suite No. 1 in G major, BWV 1007"
  int number = 0;        // of the movement, 0: none
  std::string movement;  // "Allemande"
};

// "WORK: 2. MOVEMENT" taken apart; any other title is a work's.
Title parse_title(const std::string& title);

// "2. Allemande"; of a title that names no movement all of it.
std::string heading_of(const std::string& title);

// A tempo as a metronome mark.
struct TempoMark {
  std::string word;              // "Andante"
  const char* unit = "quarter";  // what is counted: "half", "quarter", "eighth", as in MusicXML
  bool dotted = false;           // in compound time
  int per_minute = 120;          // units, rounded
  std::string quarters_per_minute = "120";  // to a hundredth
};

TempoMark tempo_mark(std::uint32_t microseconds_per_quarter, const Metre& metre);

}  // namespace bach::notation
