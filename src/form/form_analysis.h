// What bars and sections have to do with one another, as plain values.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/result.h"
#include "harmony/harmony.h"
#include "score/score.h"

namespace bach {

// The strongest that a bar has to an earlier one, weakest first.
enum class BarRelation : std::uint8_t {
  kNew,
  kRhythm,    // the same attacks
  kFigure,    // … and contour
  kSequence,  // moved by diatonic steps throughout
  kLiteral,
};

// What the second half of a bar has of its first; half of a bar of three beats is one and a half.
enum class BarHalves : std::uint8_t {
  kFree,    // nothing of these
  kRhythm,  // the same attacks
  kFigure,  // … and contour
};

struct FormBar {
  Tick begin = 0;  // where its notes begin: behind the bar line in an upbeat
  Tick end = 0;
  std::int64_t number = 1;  // as musicians count (score/written_bars.h)
  bool full = true;         // neither an upbeat nor cut short
  int part = 0;             // index into FormAnalysis::parts
  BarRelation relation = BarRelation::kNew;
  int source = -1;                      // index of the earlier bar; −1: new
  int shift = 0;                        // of a sequence: diatonic steps, ≠ 0
  double likeness = 0;                  // 0 … 1, how exactly the relation holds
  BarHalves halves = BarHalves::kFree;  // of a full bar

  bool operator==(const FormBar&) const = default;
};

// A part of the written music: "A", "B" (score/form.h), with its dance of a pair.
struct FormPart {
  char name = 'A';
  Section written;  // its first statement: a second ending, which says the same again, is left out
  int dance = 0;    // 0 for the first dance
  int first_bar = 0;  // indices into FormAnalysis::bars: [first_bar, last_bar]
  int last_bar = 0;
  double opens_like_first = 0;  // likeness of its first bar to that of its dance, 0 … 1; 1 itself
  double ends_like_first = 0;   // the same of last bars

  bool operator==(const FormPart&) const = default;
};

// From behind one cadence to the next, or to the end of a part.
struct Phrase {
  Tick begin = 0;
  Tick end = 0;
  std::optional<Cadence> cadence;  // at its end; none: the part ends without

  bool operator==(const Phrase&) const = default;
};

// Bars in a row each of which equals, note for note, the one `period` before.
struct LiteralCycle {
  int period = 1;     // bars, 1 … 4
  int first_bar = 0;  // index of the first that repeats
  int bars = 0;       // that repeat

  bool operator==(const LiteralCycle&) const = default;
};

struct FormAnalysis {
  std::vector<FormPart> parts;       // in written order
  std::vector<FormBar> bars;         // in written order
  std::vector<Phrase> phrases;       // tile the parts
  std::vector<LiteralCycle> cycles;  // by first_bar; of overlapping ones the longest
  double recall =
      0;  // share of the four-interval grams of the last quarter that stood in the first

  bool operator==(const FormAnalysis&) const = default;
};

// Of a folded score, or one as it sounds, with what was heard in it. Repeat signs of dances are not
// played, those inside a prelude are.
// Errors: as find_harmony(); kLimit where there are more bars than anybody wrote (20,000).
Result<FormAnalysis> find_form(const Score& score, const HarmonyAnalysis& harmony);

}  // namespace bach
