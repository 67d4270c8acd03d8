#include "notation/page/stems.h"

#include <algorithm>
#include <cstddef>
#include <span>

namespace bach::notation {
namespace {

// Steps above C0.
int height_of(const Spelling& spelling) { return 7 * spelling.octave + spelling.letter; }

int middle_line(Clef clef) {
  switch (clef) {
    case Clef::kBass:
      return 22;  // D3
    case Clef::kAlto:
      return 28;  // C4
    case Clef::kTreble:
      return 34;  // B4
    case Clef::kTreble8:
      return 27;  // B3, as it sounds
  }
  return 34;
}

bool begins_beam(const Symbol& symbol) {
  return !symbol.beams.empty() && symbol.beams.front() == Beam::kBegin;
}

void set_together(int middle, std::span<Symbol> symbols) {
  int above = 0;
  int below = 0;
  for (const Symbol& symbol : symbols) {
    if (symbol.rests()) continue;
    above = std::max(above, height_of(symbol.heads.back().spelling) - middle);
    below = std::max(below, middle - height_of(symbol.heads.front().spelling));
  }
  for (Symbol& symbol : symbols) symbol.stem = below > above ? Stem::kUp : Stem::kDown;
}

}  // namespace

void set_stems(Clef clef, std::vector<Layer>& layers) {
  const bool shared = layers.size() > 1;
  for (Layer& layer : layers) {
    std::vector<Symbol>& symbols = layer.symbols;
    for (std::size_t i = 0; i < symbols.size();) {
      std::size_t end = i + 1;
      if (begins_beam(symbols[i])) {
        while (end < symbols.size() && symbols[end - 1].beams.front() != Beam::kEnd) ++end;
      }
      const std::span<Symbol> group = std::span(symbols).subspan(i, end - i);
      if (shared) {
        for (Symbol& symbol : group) symbol.stem = layer.number % 2 == 0 ? Stem::kUp : Stem::kDown;
      } else {
        set_together(middle_line(clef), group);
      }
      i = end;
    }
  }
}

}  // namespace bach::notation
