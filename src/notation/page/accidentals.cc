#include "notation/page/accidentals.h"

#include <algorithm>
#include <map>
#include <utility>

namespace bach::notation {
namespace {

constexpr int kUnknown = 99;  // differs from every accidental

}  // namespace

void set_accidentals(int fifths, std::vector<Layer>& layers) {
  std::vector<Symbol*> symbols;
  for (Layer& layer : layers) {
    for (Symbol& symbol : layer.symbols) symbols.push_back(&symbol);
  }
  std::stable_sort(symbols.begin(), symbols.end(),
                   [](const Symbol* a, const Symbol* b) { return a->begin < b->begin; });

  std::map<std::pair<int, int>, int> in_force;  // by letter and octave
  for (auto first = symbols.begin(); first != symbols.end();) {
    const auto last = std::find_if(first, symbols.end(), [&](const Symbol* symbol) {
      return symbol->begin != (*first)->begin;
    });
    // Two inflections of one height at once: both are shown, whatever was there before.
    std::map<std::pair<int, int>, int> here;
    std::map<std::pair<int, int>, bool> twice;
    for (auto s = first; s != last; ++s) {
      for (const Head& head : (*s)->heads) {
        const std::pair<int, int> height(head.spelling.letter, head.spelling.octave);
        const auto [known, is_new] = here.emplace(height, head.spelling.accidental);
        if (!is_new && known->second != head.spelling.accidental) twice[height] = true;
      }
    }
    for (; first != last; ++first) {
      for (Head& head : (*first)->heads) {
        const std::pair<int, int> height(head.spelling.letter, head.spelling.octave);
        const auto known = in_force.find(height);
        const int before = known != in_force.end()
                               ? known->second
                               : signature_accidental(head.spelling.letter, fifths);
        if ((*first)->tied_from) {
          // Tied over the bar line: what comes after it at this height says what it is.
          if (head.spelling.accidental != before) in_force[height] = kUnknown;
          continue;
        }
        head.accidental = twice[height] || head.spelling.accidental != before;
        in_force[height] = head.spelling.accidental;
      }
    }
    for (const auto& [height, both] : twice) {
      if (both) in_force[height] = kUnknown;
    }
  }
}

}  // namespace bach::notation
