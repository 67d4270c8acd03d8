#include "harmony/functions.h"

#include <algorithm>

namespace bach {
namespace {

constexpr Mode kMaj = Mode::kMajor;
constexpr Mode kMin = Mode::kMinor;
constexpr ChordQuality kM = ChordQuality::kMajor;
constexpr ChordQuality km = ChordQuality::kMinor;
constexpr ChordQuality k7 = ChordQuality::kDominantSeventh;
constexpr ChordQuality kO = ChordQuality::kDiminished;
constexpr ChordQuality kO7 = ChordQuality::kDiminishedSeventh;

}  // namespace

const std::array<HarmonicFunction, kFunctions> kFunctionTable = {{
    {kMaj, 0, kM},    // I
    {kMaj, 2, km},    // ii
    {kMaj, 4, km},    // iii
    {kMaj, 5, kM},    // IV
    {kMaj, 7, kM},    // V
    {kMaj, 7, k7},    // V7
    {kMaj, 9, km},    // vi
    {kMaj, 11, kO},   // viio
    {kMaj, 11, kO7},  // viio7
    {kMaj, 5, km},    // iv
    {kMaj, 0, k7},    // V7/IV
    {kMaj, 2, kM},    // V/V
    {kMaj, 2, k7},    // V7/V
    {kMaj, 4, kM},    // V/vi
    {kMaj, 4, k7},    // V7/vi
    {kMaj, 9, kM},    // V/ii
    {kMaj, 9, k7},    // V7/ii
    {kMaj, 11, k7},   // V7/iii
    {kMaj, 6, kO},    // viio/V
    {kMaj, 6, kO7},   // viio7/V
    {kMaj, 1, kO7},   // viio7/ii
    {kMaj, 8, kO7},   // viio7/vi
    {kMin, 0, km},    // i
    {kMin, 2, kO},    // iio
    {kMin, 3, kM},    // III
    {kMin, 5, km},    // iv
    {kMin, 5, kM},    // IV
    {kMin, 7, km},    // v
    {kMin, 7, kM},    // V
    {kMin, 7, k7},    // V7
    {kMin, 8, kM},    // VI
    {kMin, 10, kM},   // VII
    {kMin, 10, k7},   // V7/III
    {kMin, 11, kO},   // viio
    {kMin, 11, kO7},  // viio7
    {kMin, 0, kM},    // I
    {kMin, 0, k7},    // V7/iv
    {kMin, 2, km},    // ii
    {kMin, 2, kM},    // V/V
    {kMin, 2, k7},    // V7/V
    {kMin, 3, k7},    // V7/VI
    {kMin, 5, k7},    // V7/VII
    {kMin, 1, kM},    // bII
    {kMin, 6, kO},    // viio/V
    {kMin, 6, kO7},   // viio7/V
    {kMin, 4, kO7},   // viio7/iv
}};

int function_at(int mode, int offset, ChordQuality quality) {
  for (int f = first_function(mode); f < first_function(mode) + function_count(mode); ++f) {
    const HarmonicFunction& function = kFunctionTable[f];
    if (function.offset == offset && function.quality == quality) return f;
  }
  return -1;
}

int fifths_apart(int key, int other) {
  const auto major = [](int k) { return k < 12 ? k : (k - 12 + 3) % 12; };
  const int steps = (major(other) - major(key) + 12) * 7 % 12;
  return std::min(steps, 12 - steps);
}

std::uint16_t function_classes(int function) {
  const HarmonicFunction& f = kFunctionTable[function];
  return chord_classes({f.offset, f.quality});
}

}  // namespace bach
