// Small scores for tests, written the short way.
#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include "score/score.h"

namespace bach::tests {

constexpr Tick kQuarter = 480;

// One track of quarters on `pitches` from `start` on; 0 is a rest.
inline Score quarters(const std::vector<int>& pitches, Metre metre = {0, 4, 4}, Tick start = 0) {
  Score score;
  score.metres = {metre};
  score.tracks.push_back({"Cello", 0, 42, {}});
  Tick now = start;
  for (const int pitch : pitches) {
    if (pitch > 0) {
      score.tracks[0].notes.push_back({now, kQuarter, static_cast<std::uint8_t>(pitch), 80});
    }
    now += kQuarter;
  }
  score.end = now;
  return score;
}

inline std::vector<int> join(std::initializer_list<std::vector<int>> parts) {
  std::vector<int> whole;
  for (const auto& part : parts) whole.insert(whole.end(), part.begin(), part.end());
  return whole;
}

// `count` pitches that go up from `lowest` in steps of `step` and start again after an octave and a
// half: no stretch of it looks like one with another step.
inline std::vector<int> line(int count, int lowest, int step) {
  std::vector<int> pitches;
  for (int i = 0; i < count; ++i) pitches.push_back(lowest + i * step % 19);
  return pitches;
}

}  // namespace bach::tests
