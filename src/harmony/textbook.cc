#include <algorithm>
#include <cstdlib>

#include "harmony/parameters.h"

namespace bach {
namespace {

// How usual a chord is, in the order of kFunctionTable.
constexpr std::array<float, kFunctions> kUsual = {
    6.0F, 2.2F, 0.5F, 2.5F, 4.0F, 5.0F, 1.6F, 1.2F, 0.5F, 0.2F, 0.7F, 0.4F,
    1.2F, 0.2F, 0.6F, 0.3F, 0.7F, 0.3F, 0.3F, 0.4F, 0.3F, 0.2F,  // major
    6.0F, 1.4F, 1.2F, 2.2F, 0.5F, 0.6F, 3.5F, 4.5F, 1.5F, 1.2F, 0.9F, 1.0F,
    1.3F, 0.2F, 0.7F, 0.1F, 0.2F, 0.6F, 0.4F, 0.3F, 0.4F, 0.2F, 0.5F, 0.3F};  // minor

// Of kNoteKinds.
constexpr std::array<float, kNoteKinds> kBelongs = {
    0.96F, 0.97F, 0.93F, 0.95F, 0.85F, 0.92F,   // on a beat: leapt, half leapt, stepped; each
    0.94F, 0.95F, 0.84F, 0.92F, 0.65F, 0.85F,   // short, long
    0.92F, 0.95F, 0.76F, 0.90F, 0.55F, 0.85F};  // between beats; within a unit

template <typename Row>
void normalise(Row& row) {
  float sum = 0;
  for (const float value : row) sum += value;
  for (float& value : row) value = sum > 0 ? value / sum : 0;
}

bool in_scale(int mode, int degree) {
  constexpr std::array<unsigned, 2> kScales = {0xAB5, 0x5AD};
  return (kScales[static_cast<std::size_t>(mode)] >> degree & 1U) != 0;
}

// Shares of root, third, fifth and seventh.
constexpr std::array<std::array<float, 4>, kChordQualities> kToneShares = {
    {{0.38F, 0.33F, 0.29F, 0},
     {0.38F, 0.33F, 0.29F, 0},
     {0.30F, 0.27F, 0.20F, 0.23F},
     {0.33F, 0.33F, 0.34F, 0},
     {0.27F, 0.24F, 0.24F, 0.25F}}};
constexpr std::array<std::array<float, 4>, kChordQualities> kBassShares = {
    {{0.55F, 0.25F, 0.10F, 0},
     {0.55F, 0.25F, 0.10F, 0},
     {0.45F, 0.22F, 0.10F, 0.14F},
     {0.30F, 0.42F, 0.16F, 0},
     {0.38F, 0.20F, 0.16F, 0.16F}}};
constexpr std::array<std::array<int, 4>, kChordQualities> kIntervals = {
    {{0, 4, 7, 0}, {0, 3, 7, 0}, {0, 4, 7, 10}, {0, 3, 6, 0}, {0, 3, 6, 9}}};

void fill_tones(int f, FinderParameters& parameters) {
  const HarmonicFunction& function = kFunctionTable[f];
  const auto quality = static_cast<std::size_t>(function.quality);
  const int mode = mode_of_function(f);
  const std::uint16_t classes = function_classes(f);
  auto& chord = parameters.chord_tone[f];
  auto& other = parameters.other_tone[f];
  auto& bass = parameters.bass[f];
  for (int degree = 0; degree < kTonics; ++degree) {
    const bool member = (classes >> degree & 1) != 0;
    const bool above_member = (classes >> ((degree + 1) % 12) & 1) != 0;
    bass[degree] = in_scale(mode, degree) ? 0.012F : 0.006F;
    if (member) continue;
    other[degree] = in_scale(mode, degree) ? 1.0F : (above_member ? 0.15F : 0.04F);
    if (mode == 1 && (degree == 9 || degree == 11)) other[degree] = 0.6F;
  }
  for (std::size_t tone = 0; tone < 4; ++tone) {
    const int degree = (function.offset + kIntervals[quality][tone]) % 12;
    chord[degree] += kToneShares[quality][tone];
    bass[degree] += kBassShares[quality][tone];
  }
  // The seventh of ii7, vi7 and half-diminished chords is one of their tones.
  const int seventh = (function.offset + 10) % 12;
  if ((function.quality == ChordQuality::kMinor || function.quality == ChordQuality::kDiminished) &&
      in_scale(mode, seventh)) {
    chord[seventh] = 0.1F;
    bass[seventh] = 0.04F;
    other[seventh] = 0;
  }
  normalise(chord);
  normalise(other);
  normalise(bass);
}

// How much likelier than elsewhere `to` follows `from`, both of one mode.
float attraction(int from, int to) {
  const HarmonicFunction& a = kFunctionTable[from];
  const HarmonicFunction& b = kFunctionTable[to];
  const int rise = (b.offset - a.offset + 12) % 12;
  const bool diminished =
      a.quality == ChordQuality::kDiminished || a.quality == ChordQuality::kDiminishedSeventh;
  const bool stable = b.quality == ChordQuality::kMajor || b.quality == ChordQuality::kMinor;
  if (a.quality == ChordQuality::kDominantSeventh ||
      (a.quality == ChordQuality::kMajor && a.offset == 7)) {
    if (rise == 5) return stable ? 6.0F : 3.0F;
    if (rise == 0 || rise == 4) return 2.0F;  // V V7, V7 viio
    if (stable && rise == (a.mode == Mode::kMajor ? 2 : 1)) return 1.5F;
    return 0.5F;
  }
  if (diminished && a.offset != 2) {
    if (rise == 1) return stable ? 6.0F : 2.0F;
    if (rise == 8 || rise == 0) return 2.0F;  // viio V7, viio viio7
    return 0.5F;
  }
  if (rise == 5) return 2.0F;
  if (rise == 0) return 1.5F;
  if (rise == 8 || rise == 9 || rise == 1 || rise == 2) return 1.3F;  // third down, step up
  return 1.0F;
}

float nearness(int from, int to) {
  constexpr std::array<float, 7> kByFifths = {1.0F, 1.0F, 0.3F, 0.06F, 0.015F, 0.008F, 0.005F};
  if (from % 12 == to % 12) return 0.4F;  // the parallel key
  return kByFifths[static_cast<std::size_t>(fifths_apart(from, to))];
}

float belongs_to_home(int home, int key) {
  constexpr std::array<float, 7> kByFifths = {2.0F, 1.5F, 0.4F, 0.1F, 0.03F, 0.02F, 0.01F};
  if (key == home) return 5.0F;
  if (key % 12 == home % 12) return 0.4F;
  return kByFifths[static_cast<std::size_t>(fifths_apart(home, key))];
}

void fill_keys(FinderParameters& parameters) {
  for (int mode = 0; mode < 2; ++mode) {
    for (int from = 0; from < kKeys; ++from) {
      auto& row = parameters.keys[mode][from];
      for (int to = 0; to < kKeys; ++to) {
        row[to] = to == from ? 0 : nearness(from, to) * belongs_to_home(12 * mode, to);
      }
      normalise(row);
    }
  }
}

// In major a part that leaves its key ends in the dominant's; in minor it may rest on the dominant.
void fill_ends(FinderParameters& parameters) {
  parameters.part_end.fill(0.001F);
  parameters.part_end[function_at(0, 0, ChordQuality::kMajor)] = 0.93F;
  parameters.part_end[function_at(0, 7, ChordQuality::kMajor)] = 0.05F;
  parameters.part_end[function_at(1, 0, ChordQuality::kMinor)] = 0.80F;
  parameters.part_end[function_at(1, 7, ChordQuality::kMajor)] = 0.15F;
  parameters.part_end[function_at(1, 0, ChordQuality::kMajor)] = 0.03F;
  for (int mode = 0; mode < 2; ++mode) {
    float sum = 0;
    for (int i = 0; i < function_count(mode); ++i) {
      sum += parameters.part_end[first_function(mode) + i];
    }
    for (int i = 0; i < function_count(mode); ++i) {
      parameters.part_end[first_function(mode) + i] /= sum;
    }
  }
}

}  // namespace

FinderParameters textbook_parameters() {
  FinderParameters parameters;
  for (int f = 0; f < kFunctions; ++f) {
    fill_tones(f, parameters);
    const int mode = mode_of_function(f);
    float sum = 0;
    for (int i = 0; i < function_count(mode); ++i) {
      const int to = first_function(mode) + i;
      parameters.move[f][i] = to == f ? 0 : kUsual[to] * attraction(f, to);
      sum += kUsual[to];
    }
    normalise(parameters.move[f]);
    parameters.enter[f] = kUsual[f] / sum;
  }
  parameters.belongs = kBelongs;
  parameters.change = {0.20F, 0.45F, 0.55F, 0.80F};
  parameters.key_change = {0, 0.02F, 0.03F, 0.05F};
  parameters.fresh = 0.2F;
  parameters.pivot_stay = 0.5F;
  fill_keys(parameters);
  parameters.begins_at_home = 0.95F;
  parameters.ends_at_home = 0.95F;
  fill_ends(parameters);
  return parameters;
}

}  // namespace bach
