// What was heard, as it is written over or under a staff.
#pragma once

#include <string>

#include "harmony/harmony.h"
#include "score/chord_symbol.h"

namespace bach {

// The chord of a span, spelled in its key; with the bass where another note of the chord lies there.
ChordSymbol chord_symbol(const HarmonySpan& span);

// One symbol a change of chord, at the ticks of the analysis.
WrittenChords chord_symbols(const HarmonyAnalysis& harmony);

// "D:", of a minor key "b:".
std::string key_label(const Key& key);

// One Roman numeral a change of chord or key; where a key begins, its name before it: "D: V", in
// minor "b: i".
WrittenChords roman_numerals(const HarmonyAnalysis& harmony);

}  // namespace bach
