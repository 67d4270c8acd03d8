#include "compose/ending.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "suite/piece.h"

namespace bach {
namespace {

constexpr int kFifth = 7;
constexpr int kMajorThird = 4;
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
  int root = tonic_class(key);
  int third = kMajorThird;
  switch (cadence) {
    case EndingChord::kTonic:
      if (key.mode == Mode::kMinor) third = kMinorThird;
      break;
    case EndingChord::kDominant:
      root += kFifth;
      break;
    case EndingChord::kRelative:
      root += kMinorThird;
      break;
  }
  const std::uint32_t chord = bit(root) | bit(root + third) | bit(root + kFifth);
  return {onset, bit(root), chord, cadence == EndingChord::kTonic ? bit(root) : chord};
}

bool is_last_step(int from, int to) {
  constexpr std::array<int, 5> kEitherWay = {0, 1, 2, 12, 24};
  const int step = to - from;
  return step == -kFifth || step == 12 - kFifth ||
         std::find(kEitherWay.begin(), kEitherWay.end(), std::abs(step)) != kEitherWay.end();
}

}  // namespace bach
