// Harmony labelled by hand: doc/harmony.md says how.
#pragma once

#include <gtest/gtest.h>

#include <array>
#include <cctype>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "harmony/harmony.h"
#include "score/bars.h"
#include "score/key_estimate.h"
#include "score/key_name.h"
#include "score/score.h"
#include "score/written_bars.h"

namespace bach::tests {

struct HarmonyLabel {
  int bar = 0;      // score/written_bars.h
  double beat = 1;  // from 1
  int tonic = 0;
  Mode mode = Mode::kMajor;
  std::vector<std::string> numerals;  // any of them is right
  std::vector<int> roots;             // their pitch classes
};

// The degree a numeral begins with, above the tonic of `mode`: sets `length` to its letters.
inline int degree_of(const std::string& text, Mode mode, std::size_t& length) {
  int shift = 0;
  std::size_t at = 0;
  for (; at < text.size() && (text[at] == 'b' || text[at] == '#'); ++at) {
    shift += text[at] == 'b' ? -1 : 1;
  }
  const std::size_t begin = at;
  std::string letters;
  while (at < text.size() && std::string("IViv").find(text[at]) != std::string::npos) {
    letters += static_cast<char>(std::toupper(static_cast<unsigned char>(text[at++])));
  }
  const std::array<std::string, 7> names = {"I", "II", "III", "IV", "V", "VI", "VII"};
  constexpr std::array<int, 7> kMajorScale = {0, 2, 4, 5, 7, 9, 11};
  constexpr std::array<int, 7> kMinorScale = {0, 2, 3, 5, 7, 8, 10};
  length = at;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (letters != names[i]) continue;
    int degree = (mode == Mode::kMajor ? kMajorScale : kMinorScale)[i];
    // viio stands on the leading note, bII below the second degree of either mode.
    if (i == 6 && text[begin] == 'v') degree = 11;
    return (degree + shift + 12) % 12;
  }
  return -1;
}

// Pitch class of the root of "V65/V", "bII6", "Cad64" in a key; −1 when it cannot be read.
inline int root_of_numeral(const std::string& numeral, int tonic, Mode mode) {
  if (numeral.starts_with("Cad64")) return (tonic + 7) % 12;
  const std::size_t slash = numeral.find('/');
  std::size_t length = 0;
  if (slash != std::string::npos) {
    const std::string goal = numeral.substr(slash + 1);
    const int above = degree_of(goal, mode, length);
    if (above < 0) return -1;
    const Mode goal_mode =
        goal.find_first_of("iv") != std::string::npos ? Mode::kMinor : Mode::kMajor;
    return root_of_numeral(numeral.substr(0, slash), (tonic + above) % 12, goal_mode);
  }
  const int degree = degree_of(numeral, mode, length);
  return degree < 0 ? -1 : (tonic + degree) % 12;
}

// The labelled movements. `second_ending` is the bar of a second ending, which the labels do not count
// and the program does; 0: none.
struct LabelledMovement {
  const char* name;
  int second_ending = 0;
};
inline constexpr std::array<LabelledMovement, 4> kLabelledMovements = {
    {{"bwv1007-1"}, {"bwv1009-5"}, {"bwv1008-5"}, {"bwv1002-5", 9}}};

// The labels of tests/data/harmony/NAME.txt, bars counted as the program does; empty, with a failure of the test, when they cannot be
// read.
inline std::vector<HarmonyLabel> harmony_labels(const LabelledMovement& movement) {
  const std::string name = movement.name;
  std::vector<HarmonyLabel> labels;
  std::ifstream file(std::string(BACH_TEST_DATA) + "/harmony/" + name + ".txt");
  EXPECT_TRUE(file.good()) << name;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream words(line);
    HarmonyLabel label;
    std::string key;
    std::string numerals;
    words >> label.bar >> label.beat >> key >> numerals;
    Result<Key> named = key_from_name(key + (std::islower(key[0]) ? " minor" : " major"));
    EXPECT_TRUE(words && named.ok()) << name << ": " << line;
    if (!words || !named) return {};
    if (movement.second_ending > 0 && label.bar >= movement.second_ending) ++label.bar;
    label.tonic = tonic_of(*named);
    label.mode = named->mode;
    std::istringstream readings(numerals);
    for (std::string one; std::getline(readings, one, '|');) {
      label.numerals.push_back(one);
      label.roots.push_back(root_of_numeral(one, label.tonic, label.mode));
      EXPECT_GE(label.roots.back(), 0) << name << ": " << line;
    }
    labels.push_back(label);
  }
  EXPECT_FALSE(labels.empty()) << name;
  return labels;
}

struct LabelledBeat {
  double beats = 0;  // how long the label holds, at most one beat
  HarmonyLabel label;
  HarmonySpan heard;  // what the finder hears where it begins
  bool root = false;  // heard right
  bool key = false;
  bool numeral = false;  // and the whole numeral, its figures too
};

// What was heard beside what was labelled.
inline std::vector<LabelledBeat> compared(const std::vector<HarmonyLabel>& labels,
                                          const Score& score, const HarmonyAnalysis& heard) {
  const WrittenBars bars(score);
  const BarGrid grid(score);
  std::vector<LabelledBeat> beats;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const HarmonyLabel& label = labels[i];
    LabelledBeat one;
    one.beats = 1;
    if (i + 1 < labels.size() && labels[i + 1].bar == label.bar) {
      one.beats = std::min(1.0, labels[i + 1].beat - label.beat);
    }
    const Tick bar = bars.extent_of(label.bar).begin;
    const Tick beat = beat_ticks(grid.at(bar).metre, score.ticks_per_quarter);
    one.label = label;
    one.heard = heard.at(bar + static_cast<Tick>((label.beat - 1) * static_cast<double>(beat)));
    one.key = tonic_of(one.heard.key) == label.tonic && one.heard.key.mode == label.mode;
    // The labels count a cadential six-four as its dominant.
    const int heard_root =
        one.heard.cadential ? (tonic_of(one.heard.key) + 7) % 12 : one.heard.chord.root;
    for (const int root : label.roots) one.root = one.root || root == heard_root;
    for (const std::string& numeral : label.numerals) {
      one.numeral = one.numeral || (one.key && numeral == roman_numeral(one.heard));
    }
    beats.push_back(one);
  }
  return beats;
}

}  // namespace bach::tests
