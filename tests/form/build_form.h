// Small scores for tests of form, bar by bar.
#pragma once

#include <vector>

#include "form/bar_notes.h"
#include "form/form_analysis.h"
#include "score/key_estimate.h"
#include "score/score.h"

namespace bach::tests {

constexpr Tick kEighth = 240;
constexpr Tick kBar = 8 * kEighth;

// One voice in 4/4, a list of eight eighths a bar; 0 is a rest, −1 makes the note before longer.
inline Score bars_of_eighths(const std::vector<std::vector<int>>& bars) {
  Score score;
  score.metres = {{0, 4, 4}};
  score.tracks.push_back({"Cello", 0, kCelloProgram, {}});
  std::vector<Note>& notes = score.tracks[0].notes;
  Tick now = 0;
  for (const std::vector<int>& bar : bars) {
    for (const int pitch : bar) {
      if (pitch > 0) notes.push_back({now, kEighth, static_cast<std::uint8_t>(pitch), 80});
      if (pitch < 0) notes.back().duration += kEighth;
      now += kEighth;
    }
  }
  score.end = now;
  return score;
}

// The same bars transposed by semitones.
inline std::vector<int> up(std::vector<int> bar, int semitones) {
  for (int& pitch : bar) pitch += pitch > 0 ? semitones : 0;
  return bar;
}

// A bar that begins on C4 in C major, and the same a step up.
inline const std::vector<int> kTune = {60, 62, 64, 65, 67, 64, 62, 59};
inline const std::vector<int> kTuneUp = {62, 64, 65, 67, 69, 65, 64, 60};
// The rhythm and directions of the tune, other intervals.
inline const std::vector<int> kFigure = {60, 64, 69, 71, 77, 69, 65, 60};
// The rhythm of the tune alone.
inline const std::vector<int> kRhythm = {67, 60, 69, 59, 60, 67, 69, 72};
// Neither.
inline const std::vector<int> kOther = {72, -1, -1, 67, -1, -1, 64, -1};

inline HarmonyAnalysis heard_in(const Score& score, const Key& key = {}) {
  HarmonyAnalysis harmony;
  harmony.keys = {{0, score.end, key, 1}};
  harmony.home = {key};
  return harmony;
}

inline ScoreBars cut(const Score& score, const Key& key = {}) {
  const Key keys[] = {key};
  return bars_of_score(score, keys);
}

}  // namespace bach::tests
