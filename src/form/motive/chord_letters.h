// Chords of bars held against each other: by the letters of their roots, as bars are by those of
// their notes.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "form/motive/frame.h"
#include "harmony/plan/plan.h"

namespace bach {

// Letters of the roots, 0 … 6 for C … B, at evenly spaced places of a whole bar; −1 where the bar
// has no music. Beats of bars of two, three, four and six begin on places.
inline constexpr int kBarPlaceCount = 12;
using ChordLetters = std::array<std::int8_t, kBarPlaceCount>;

// The letter of a planned chord's root, spelled in its key; keys are spelled near `home`.
int root_letter(const PlannedChord& chord, const Key& home);

// Near which keys of a plan are spelled: its first.
Key home_of_plan(const HarmonyPlan& plan);

// `plan` is not empty.
ChordLetters chord_letters(const HarmonyPlan& plan, const FrameBar& bar);
std::vector<ChordLetters> chord_letters(const HarmonyPlan& plan, const MotiveFrame& frame);

// Tonics of the local keys at the same places: 7 · mode + letter; −1 as above.
using KeyLetters = std::array<std::int8_t, kBarPlaceCount>;
// `plan` is not empty.
std::vector<KeyLetters> key_letters(const HarmonyPlan& plan, const MotiveFrame& frame);

// How the keys of a bar that is taken are those of its source, at half of their places or more.
enum class KeyTie : std::uint8_t {
  kNone,
  kSame,
  kMoved,  // other ones, whose tonics lie as many letters further as the bar is moved
};
KeyTie key_tie(const KeyLetters& source, const KeyLetters& bar, int shift);

// The share of places at which the source's letter `shift` further is the bar's, in classes: below
// .2, below .55, below .95, from there on.
inline constexpr int kAgreements = 4;
int chord_agreement(const ChordLetters& source, const ChordLetters& bar, int shift);
// The same of every shift; index: shift modulo 7.
std::array<int, 7> chord_agreements(const ChordLetters& source, const ChordLetters& bar);

// Has the bar `to` carry the chords of `from`, moved by `shift` letters and taken as its own keys
// have them: where a key of the same mode has been moved with them, just so. What follows stays. `plan` is not empty.
void take_chords(HarmonyPlan& plan, const FrameBar& from, const FrameBar& to, int shift);

}  // namespace bach
