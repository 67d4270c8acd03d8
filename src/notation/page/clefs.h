// Clefs as notations name them.
#pragma once

#include "score/instruments.h"

namespace bach::notation {

struct ClefSign {
  char letter;           // F, C or G
  int line;              // from the lowest, 1 … 5
  int octaves;           // of what is written, up or down as it sounds
  const char* abc_name;  // in ABC
};

constexpr ClefSign sign_of(Clef clef) {
  switch (clef) {
    case Clef::kBass:
      return {'F', 4, 0, "bass"};
    case Clef::kAlto:
      return {'C', 3, 0, "alto"};
    case Clef::kTreble:
      break;
    case Clef::kTreble8:
      return {'G', 2, -1, "treble-8"};
  }
  return {'G', 2, 0, "treble"};
}

}  // namespace bach::notation
