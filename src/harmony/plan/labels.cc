#include "harmony/plan/labels.h"

#include <bit>
#include <tuple>

#include "harmony/functions.h"
#include "score/key_estimate.h"

namespace bach {

PlanLabel label_of(const PlannedChord& chord, const Key& home) {
  const int mode = chord.key / kTonics;
  const int tonic = chord.key % kTonics;
  PlanLabel label;
  label.key =
      static_cast<std::uint8_t>(kTonics * mode + (tonic + kTonics - tonic_of(home)) % kTonics);
  const auto offset = static_cast<std::uint8_t>((chord.chord.root + kTonics - tonic) % kTonics);
  const int exact = function_at(mode, offset, chord.chord.quality);
  if (exact >= 0) {
    label.function = static_cast<std::uint8_t>(exact);
    return label;
  }
  const unsigned tones = chord_classes({offset, chord.chord.quality});
  std::tuple<int, int, bool> best{-1, 0, false};
  for (int f = first_function(mode); f < first_function(mode) + function_count(mode); ++f) {
    const unsigned others = function_classes(f);
    const std::tuple<int, int, bool> likeness{std::popcount(tones & others),
                                              -std::popcount(others & ~tones),
                                              kFunctionTable[f].offset == offset};
    if (likeness <= best) continue;
    best = likeness;
    label.function = static_cast<std::uint8_t>(f);
  }
  return label;
}

PlannedChord chord_of(const PlanLabel& label, const Key& home) {
  const HarmonicFunction& function = kFunctionTable[label.function];
  const int tonic = (label.key % kTonics + tonic_of(home)) % kTonics;
  PlannedChord chord;
  chord.chord.root = static_cast<std::uint8_t>((tonic + function.offset) % kTonics);
  chord.chord.quality = function.quality;
  chord.key = static_cast<std::uint8_t>(label.key / kTonics * kTonics + tonic);
  return chord;
}

int function_in(int function, int key, int other) {
  const HarmonicFunction& chord = kFunctionTable[function];
  return function_at(other / kTonics, (key + chord.offset + kKeys - other) % kTonics,
                     chord.quality);
}

bool leads_to(const Chord& chord, int root) {
  switch (chord.quality) {
    case ChordQuality::kMajor:
    case ChordQuality::kDominantSeventh:
      return (chord.root + 5) % kTonics == root;
    case ChordQuality::kDiminished:
    case ChordQuality::kDiminishedSeventh:
      return (chord.root + 1) % kTonics == root;
    case ChordQuality::kMinor:
      return false;
  }
  return false;
}

}  // namespace bach
