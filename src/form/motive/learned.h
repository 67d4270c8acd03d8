// A piece as the motive model learns it: what each bar was taken from, no notes.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "form/motive/chord_letters.h"
#include "form/motive/frame.h"
#include "form/motive/outline.h"
#include "form/motive/plan.h"
#include "harmony/plan/plan.h"

namespace bach {

// A sequence is moved by at most so many steps: what went further is taken back by octaves.
inline constexpr int kMostShift = 9;

// Attacks and the bars that have them are learned where they lie on it: 24ths of the suite model's quarter.
inline constexpr Tick kAttackGrid = 20;
inline constexpr Tick kLongestAttackBar = kAttackGrid << 20U;

struct LearnedBar {
  BarRelation relation = BarRelation::kNew;
  int source = -1;    // index of the earlier bar; −1: new
  int shift = 0;      // of a sequence: −kMostShift … kMostShift, ≠ 0
  int agreement = 0;  // of its chords with the source's moved by `shift`, see chord_agreement()
  // Of a bar that is new or has the source's rhythm, whole and not the last of its part.
  BarHalves halves = BarHalves::kFree;
  // Of a new one, likewise, as long as the piece's `bar`: when notes begin, ascending, from the bar
  // line; empty: nobody says.
  std::vector<Tick> attacks = {};

  bool operator==(const LearnedBar&) const = default;
};

// How often the chords of any two bars of a piece agree, by chord_agreement(): at a distance of any
// shift, and unmoved.
struct ChanceAgreement {
  std::array<int, kAgreements> moved{};
  std::array<int, kAgreements> unmoved{};

  bool operator==(const ChanceAgreement&) const = default;
};

struct LearnedPiece {
  Outline outline;
  std::vector<LearnedBar> bars;  // as many as the outline's
  ChanceAgreement chance;
  Tick bar = 0;  // length of its first whole bar; 0: no bar has attacks

  bool operator==(const LearnedPiece&) const = default;
};

// A piece's bars as they were heard: the first choice of each. A bar whose source could not be
// taken before there are notes (BarPlaces::can_take) is new. Without a harmony plan nothing agrees.
LearnedPiece learned_piece(const MotiveFrame& frame, const MotivePlan& plan,
                           const HarmonyPlan& harmony);

// A bar's relation and what its source is called, as one number: 0 is new.
inline constexpr int kBarRelations = 5;
inline constexpr int kBarTokens = 1 + (kBarRelations - 1) * kBarReferences;
constexpr int bar_token(BarRelation relation, BarReference reference) {
  return relation == BarRelation::kNew
             ? 0
             : 1 + (static_cast<int>(relation) - 1) * kBarReferences + static_cast<int>(reference);
}
constexpr BarRelation token_relation(int token) {
  return token == 0 ? BarRelation::kNew
                    : static_cast<BarRelation>(1 + (token - 1) / kBarReferences);
}
constexpr BarReference token_reference(int token) {  // token > 0
  return static_cast<BarReference>((token - 1) % kBarReferences);
}
// Whether its notes are the source's, moved or not.
constexpr bool is_taken(BarRelation relation) { return relation >= BarRelation::kSequence; }

// Whether its halves are its own: others have their source's.
constexpr bool has_own_halves(BarRelation relation) { return relation <= BarRelation::kRhythm; }
inline constexpr int kBarHalves = 3;

// How much a piece repeats: classes of the share of its bars whose notes are taken.
inline constexpr int kRepetitions = 4;
int repetition_of(const std::vector<LearnedBar>& bars);

// The three galanteries are one kind: two pieces of each would teach little.
inline constexpr int kKindGroups = 7;
int kind_group(PieceKind kind);

}  // namespace bach
