#include "score/chord_symbol.h"

#include "score/in_force.h"

namespace bach {

NoteName note_name_at(int fifths) {
  const int up = fifths + 1;  // from F on
  const int accidental = (up - (((up % 7) + 7) % 7)) / 7;
  const int letter = ((fifths * 4) % 7 + 7) % 7;
  return {static_cast<std::int8_t>(letter), static_cast<std::int8_t>(accidental)};
}

std::string to_string(const NoteName& name) {
  std::string text(1, "CDEFGAB"[name.letter]);
  for (int i = 0; i < name.accidental; ++i) text += '#';
  for (int i = 0; i > name.accidental; --i) text += 'b';
  return text;
}

std::string kind_text(ChordKind kind) {
  switch (kind) {
    case ChordKind::kMajor:
      return "";
    case ChordKind::kMinor:
      return "m";
    case ChordKind::kDominantSeventh:
      return "7";
    case ChordKind::kDiminished:
      return "dim";
    case ChordKind::kDiminishedSeventh:
      return "dim7";
    case ChordKind::kMajorSeventh:
      return "maj7";
    case ChordKind::kMinorSeventh:
      return "m7";
    case ChordKind::kHalfDiminished:
      return "m7b5";
  }
  return "";
}

std::string to_string(const ChordSymbol& symbol) {
  return to_string(symbol.root) + kind_text(symbol.kind) +
         (symbol.bass ? "/" + to_string(*symbol.bass) : "");
}

void drop_before(Tick begin, WrittenChords& chords) {
  const WrittenChord* held = in_force(chords, begin);
  if (held == nullptr) return;
  const auto first = chords.begin() + (held - chords.data());
  first->at = begin;
  chords.erase(chords.begin(), first);
}

}  // namespace bach
