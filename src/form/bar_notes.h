// A score cut into its bars, each ready to be held against the others.
#pragma once

#include <compare>
#include <cstdint>
#include <span>
#include <vector>

#include "form/form_analysis.h"
#include "score/score.h"

namespace bach {

// The highest note that begins at a moment.
struct BarAttack {
  Tick offset = 0;  // from the bar line
  int step = 0;     // diatonic, as it is spelled: 7 · octave + letter
  std::uint8_t pitch = 0;

  bool operator==(const BarAttack&) const = default;
};

struct BarNote {
  Tick offset = 0;  // from the bar line
  Tick duration = 0;
  std::uint8_t pitch = 0;

  auto operator<=>(const BarNote&) const = default;
};

struct BarNotes {
  Tick length = 0;                 // of the whole bar, as its metre has it
  Tick from = 0;                   // offset of its begin, 0 but in an upbeat
  int place = 0;                   // bars since the first whole one of its part; −1 in an upbeat
  int left = 0;                    // bars to the last one of its part
  std::vector<BarAttack> attacks;  // by offset
  std::vector<BarNote> notes;      // all that begin in it, sorted
  std::vector<std::uint64_t> onsets;  // the attacks' offsets as bits, the same ones in all bars
};

// `bars` and `notes` go together. Relations are not filled in, likenesses of parts neither.
struct ScoreBars {
  std::vector<FormPart> parts;
  std::vector<FormBar> bars;
  std::vector<BarNotes> notes;
};

// Bars from the first note of each part to its last one; parts without notes are left out, and so
// are drums. Notes are spelled in `keys` (by `at`, see spell()). Requires a note.
ScoreBars bars_of_score(const Score& score, std::span<const Key> keys);

}  // namespace bach
