#include "compose/ending.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "suite/piece.h"

namespace bach {
namespace {

constexpr int kFifth = 7;
constexpr int kMinorThird = 3;

std::uint32_t bit(int pitch_class) { return 1U << (pitch_class % 12); }

}  // namespace

int tonic_class(const Key& key) {
  return (relative_major(key) + (key.mode == Mode::kMinor ? 9 : 0)) % 12;
}

std::uint32_t scale_of(const Key& key) {
  constexpr std::array<int, 7> kMajor = {0, 2, 4, 5, 7, 9, 11};
  constexpr std::array<int, 9> kMinor = {0, 2, 3, 5, 7, 8, 9, 10, 11};
  std::uint32_t classes = 0;
  const int tonic = tonic_class(key);
  const auto add = [&](const auto& steps) {
    for (const int step : steps) classes |= bit(tonic + step);
  };
  if (key.mode == Mode::kMinor) {
    add(kMinor);
  } else {
    add(kMajor);
  }
  return classes;
}

PartEnding ending_on(EndingChord cadence, const Key& key, Tick onset) {
  const int tonic = tonic_class(key);
  const auto on = [&](int above, ChordQuality quality) {
    const auto root = static_cast<std::uint8_t>((tonic + above) % 12);
    return ending_on(Chord{root, quality}, key, onset);
  };
  switch (cadence) {
    case EndingChord::kTonic:
      break;
    case EndingChord::kDominant:
      return on(kFifth, ChordQuality::kMajor);
    case EndingChord::kRelative:
      return on(kMinorThird, ChordQuality::kMajor);
    case EndingChord::kMinorDominant:
      return on(kFifth, ChordQuality::kMinor);
  }
  return on(0, key.mode == Mode::kMinor ? ChordQuality::kMinor : ChordQuality::kMajor);
}

PartEnding ending_on(const Chord& chord, const Key& key, Tick onset) {
  const std::uint32_t classes = chord_classes(chord);
  const bool tonic =
      chord.root == tonic_class(key) &&
      chord.quality == (key.mode == Mode::kMinor ? ChordQuality::kMinor : ChordQuality::kMajor);
  return {onset, bit(chord.root), classes, tonic ? bit(chord.root) : classes};
}

Chord chord_of(const PartEnding& ending) {
  Chord chord;
  while ((ending.bass >> chord.root & 1U) == 0) ++chord.root;
  for (int quality = 0; quality < kChordQualities; ++quality) {
    chord.quality = static_cast<ChordQuality>(quality);
    if (chord_classes(chord) == ending.chord) break;
  }
  return chord;
}

bool is_last_step(int from, int to) {
  constexpr std::array<int, 5> kEitherWay = {0, 1, 2, 12, 24};
  const int step = to - from;
  return step == -kFifth || step == 12 - kFifth ||
         std::find(kEitherWay.begin(), kEitherWay.end(), std::abs(step)) != kEitherWay.end();
}

}  // namespace bach
