// What a reader of ABC leaves out or mends, counted.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "notation/problem_tally.h"

namespace bach::abc {

// The order of their lines, those of kTexts in problems.cc.
enum class Problem {
  kNoKey,
  kNoMetre,
  kHeaderText,
  kKey,
  kMetre,
  kUnitLength,
  kTempo,
  kField,
  kInclude,
  kMacro,
  kGraceNote,
  kDecoration,
  kChordSymbol,
  kLyrics,
  kSymbolLine,
  kQuarterTone,
  kPitchRange,
  kNoLength,
  kRounded,
  kBrokenRhythm,
  kTuplet,
  kOpenTuplet,
  kOpenTie,
  kTieOverRepeat,
  kNoteOverRepeat,
  kChord,
  kLayers,
  kVoiceBars,
  kTooManyVoices,
  kRepeatTimes,
  kEnding,
  kJump,
  kPart,
  kUnclosed,
  kCharacter,
};
inline constexpr std::size_t kProblems = static_cast<std::size_t>(Problem::kCharacter) + 1;

class Problems {
 public:
  // In line `line` of the file, counted from 1.
  void count(Problem problem, int line, std::size_t times = 1);
  // One line for each kind that occurred.
  std::vector<std::string> lines() const;

 private:
  notation::ProblemTally<Problem, kProblems> tally_;
};

}  // namespace bach::abc
