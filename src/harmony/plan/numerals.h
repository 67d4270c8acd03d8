// Chords as people write them down for a piece to come: "I V6 I | ii6 V | I".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "harmony/chord.h"
#include "harmony/plan/plan.h"
#include "harmony/plan/section.h"

namespace bach {

// A numeral as it is written; what it sounds like depends on the key.
struct Numeral {
  struct Degree {
    int step = 0;        // 0 … 6: I … VII
    int accidental = 0;  // semitones: −1 of "bII"
    bool lower = false;  // "ii": minor

    bool operator==(const Degree&) const = default;
  };
  enum class Mark : std::uint8_t { kNone, kDiminished, kHalfDiminished };

  Degree degree;
  Mark mark = Mark::kNone;
  int inversion = 0;                // 1: the third is in the bass …; not planned
  bool seventh = false;             // 7, 65, 43, 42
  std::optional<Degree> goal = {};  // of "V7/ii"
  bool of_key = false;              // "Cad64": the tonic's triad, whatever the key
  // In force since "d:" was written: an index of kKeys; none: the key the piece is in.
  std::optional<std::uint8_t> key = {};

  bool operator==(const Numeral&) const = default;
};

// Bars of chords, at least one in each, each to last as long as the others of its bar.
using NumeralBars = std::vector<std::vector<Numeral>>;

// Bars are parted by |, chords by blanks. A chord is
//  - a degree, I … VII, of a major chord; in small letters of a minor one; before it b or #;
//  - o (°) behind it: diminished; ø: half-diminished; figures: 6 64, 7 65 43 42 (2);
//  - /V: counted from that degree as a tonic, major or minor as it is written: V7/V, viio7/ii;
//  - N6: bII6; Cad64: the tonic, as six-four before V;
//  - . or -: the chord before goes on; % alone in a bar: the bar before again.
// "G:" or "d:", before a chord or at its front, is the key from there on, major by a capital. Of
// minor keys III, VI and VII (bIII, bVI and bVII likewise) are the natural ones; vii with o or ø
// stands on the leading note. A seventh on a major chord is the key's own: V7 is a dominant seventh,
// IV7 of major keys IV.
// Errors (kInvalidArgument, of `harmony`): "bar 2, 'iq7': not a Roman numeral; write …"; the offset
// is the byte's.
Result<NumeralBars> parse_numerals(std::string_view text);

// One chord of such a text, in no key; none: not a numeral.
std::optional<Numeral> read_numeral(std::string_view text);
// "G", "d", "Bb", "f#" as an index of kKeys; none: not a key.
std::optional<std::uint8_t> read_local_key(std::string_view text);
// What to write instead of what is none.
inline constexpr char kNoNumeral[] =
    "not a Roman numeral; write I, ii6, V65/V, viio7, bVI or Cad64";
inline constexpr char kNoLocalKey[] = "not a key; write G: for a major and d: for a minor one";

// What a numeral sounds like in a key (kKeys) unless another one is in force.
Chord chord_in(const Numeral& numeral, int key);

// Any chord as a numeral of any key (kKeys), in root position: read_numeral() makes the same chord
// of it. As roman_numeral() has it, where that says it exactly.
std::string numeral_of(const Chord& chord, int key);
// "G", "d", "Bb", "f#" of an index of kKeys, spelled near `near`.
std::string local_key_name(int key, const Key& near);

// The numerals laid on a section's bars, the first on the first whole one (an upbeat goes with it);
// those of a bar evenly over its beats, earlier ones longer where they do not come out even. One a
// beat; none behind the last bar written. Errors (kInvalidArgument, of `harmony`): more chords than
// beats in a bar, more bars than the section has.
Result<std::vector<std::optional<PlannedChord>>> numeral_beats(const NumeralBars& bars,
                                                               const Key& key,
                                                               const PlanSection& section);
// The same as a plan; the last chord stays to the end.
Result<HarmonyPlan> plan_of(const NumeralBars& bars, const Key& key, const PlanSection& section);

}  // namespace bach
