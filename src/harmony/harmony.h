// Keys and chords along a piece, as plain values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "harmony/chord.h"
#include "score/score.h"

namespace bach {

// One chord in one key; a neighbour of the same dance that differs in neither is the same span.
struct HarmonySpan {
  Tick begin = 0;
  Tick end = 0;  // > begin
  Key key;       // local; `at` is where it begins to count
  Chord chord;
  // Pitch class of the lowest note that sounds in it, of its first bar if it is longer; none in silence.
  std::optional<std::uint8_t> bass;
  bool seventh = false;  // a diatonic seventh above the root sounds that the quality does not name
  double chord_certainty = 0;  // probability of this root and quality given all notes, 0 … 1
  double key_certainty = 0;    // the same of tonic and mode
  bool cadential = false;      // a tonic six-four on a beat that its dominant leaves: "Cad64"

  bool operator==(const HarmonySpan&) const = default;
};

// A stretch in one local key.
struct KeySpan {
  Tick begin = 0;
  Tick end = 0;
  Key key;
  double certainty = 0;  // mean over its beats, 0 … 1

  bool operator==(const KeySpan&) const = default;
};

enum class CadenceKind : std::uint8_t {
  kAuthentic,  // a dominant, then the tonic
  kHalf,       // a rest on the dominant
  kDeceptive,  // a dominant, then VI
};

struct Cadence {
  Tick at = 0;  // where its last chord begins
  CadenceKind kind = CadenceKind::kAuthentic;
  Key key;
  bool perfect = false;  // authentic, both roots in the bass and the tonic on top

  bool operator==(const Cadence&) const = default;
};

// Ticks are those of the score it was found in.
struct HarmonyAnalysis {
  std::vector<HarmonySpan> spans;  // tile the music from its first beat to its last
  std::vector<KeySpan> keys;       // tile the same stretch
  std::vector<Cadence> cadences;   // by `at`
  std::vector<Key> home;           // of each dance, by `at`; at least one

  // The span that sounds at a tick; the first or last one for ticks before or behind them all.
  const HarmonySpan& at(Tick tick) const;
  // The home key of the dance at a tick.
  const Key& home_at(Tick tick) const;
};

// "V65/V", "viio7", "I", "bII6", "Cad64"; of minor keys "i", "V", "III".
std::string roman_numeral(const HarmonySpan& span);

}  // namespace bach
