#include <array>
#include <string_view>

#include "harmony/functions.h"
#include "harmony/harmony.h"
#include "harmony/plan/numerals.h"
#include "score/key_estimate.h"
#include "score/key_name.h"

namespace bach {
namespace {

// Degrees by semitones above the tonic of a minor and of a major key.
constexpr std::array<std::string_view, kTonics> kMinorRoots = {
    "I", "bII", "II", "bIII", "#III", "IV", "#IV", "V", "bVI", "#VI", "bVII", "#VII"};
constexpr std::array<std::string_view, kTonics> kMajorRoots = {
    "I", "bII", "II", "bIII", "III", "IV", "#IV", "V", "bVI", "VI", "bVII", "VII"};

std::string degree_text(int semitones, int key) {
  const auto& names = key < kTonics ? kMajorRoots : kMinorRoots;
  return std::string(names[static_cast<std::size_t>((semitones + kTonics) % kTonics)]);
}

bool says(const std::string& text, const Chord& chord, int key) {
  const std::optional<Numeral> numeral = read_numeral(text);
  return numeral && chord_in(*numeral, key) == chord;
}

}  // namespace

std::string numeral_of(const Chord& chord, int key) {
  HarmonySpan span;
  span.key = key_of_index(key, {});
  span.chord = chord;
  std::string usual = roman_numeral(span);
  if (says(usual, chord, key)) return usual;
  const int above = chord.root - key % kTonics + kTonics;
  switch (chord.quality) {
    case ChordQuality::kMajor:
      return degree_text(above, key);
    case ChordQuality::kMinor: {
      std::string text = degree_text(above, key);
      for (char& letter : text) {
        if (letter == 'I') letter = 'i';
        if (letter == 'V') letter = 'v';
      }
      return text;
    }
    case ChordQuality::kDominantSeventh:
      return "V7/" + degree_text(above + 5, key);
    case ChordQuality::kDiminished:
      return "viio/" + degree_text(above + 1, key);
    case ChordQuality::kDiminishedSeventh:
      break;
  }
  return "viio7/" + degree_text(above + 1, key);
}

std::string local_key_name(int key, const Key& near) {
  const Key spelled = key_of_index(key, near);
  std::string name = tonic_name(spelled);
  if (spelled.mode == Mode::kMinor) name[0] = static_cast<char>(name[0] - 'A' + 'a');
  return name;
}

}  // namespace bach
