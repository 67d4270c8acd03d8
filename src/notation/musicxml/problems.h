// What a reader of MusicXML leaves out or mends, counted.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "notation/problem_tally.h"

namespace bach::musicxml {

// Where in the file: a measure's number and a part's id, as written.
struct Place {
  std::string_view measure;
  std::string_view part;

  // "measure 12 of part P1".
  std::string text() const;
};

// An error at a place; `what` says what is wrong and what to do.
Error error_at(const Place& place, ErrorCode code, const std::string& what);

// The order of their lines, those of kTexts in problems.cc.
enum class Problem {
  kGraceNote,
  kCueNote,
  kUnpitched,
  kNoPitch,
  kQuarterTone,
  kNoLength,
  kLengthFromType,
  kNoDivisions,
  kRounded,
  kBackup,
  kStrayChord,
  kTieFromNowhere,
  kOpenTie,
  kTieOverRepeat,
  kNoteOverRepeat,
  kMetre,
  kMetresDiffer,
  kKey,
  kTempo,
  kEmptyMeasure,
  kUnlistedPart,
  kRepeatedPart,
  kMissingMeasure,
  kRepeat,
  kEnding,
  kJump,
};
inline constexpr std::size_t kProblems = static_cast<std::size_t>(Problem::kJump) + 1;

class Problems {
 public:
  void count(Problem problem, const Place& place, std::size_t times = 1);
  // One line for each kind that occurred.
  std::vector<std::string> lines() const;

 private:
  notation::ProblemTally<Problem, kProblems> tally_;
};

}  // namespace bach::musicxml
