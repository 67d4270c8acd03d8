// A whole piece as the suite model reads and writes it: a plan (key, metre, form) and, note by note
// over all voices, pitch and rhythm. doc/tokens.md describes it.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "form/motive/plan.h"
#include "harmony/plan/plan.h"
#include "score/part_role.h"
#include "score/piece_kind.h"
#include "score/score.h"
#include "suite/rhythm_classes.h"

namespace bach {

// Pitches of the piano; row 0 is the lowest.
inline constexpr int kLowestSuitePitch = 21;
inline constexpr int kHighestSuitePitch = 108;
inline constexpr int kSuitePitches = kHighestSuitePitch - kLowestSuitePitch + 1;

inline constexpr bool is_suite_pitch(int pitch) {
  return pitch >= kLowestSuitePitch && pitch <= kHighestSuitePitch;
}

// One step of the model.
struct SuiteToken {
  std::uint8_t pitch = 60;  // MIDI note number, kLowestSuitePitch … kHighestSuitePitch
  std::uint8_t rhythm = 0;  // index into kRhythms

  bool operator==(const SuiteToken&) const = default;
};

// A part of the written music, "A" or "B", in its first statement: what a reader learns from.
struct SuitePart {
  Tick begin = 0;
  Tick end = 0;
  Tick first_onset = 0;  // of its first note, ≥ begin
  PartRole role = PartRole::kWhole;
  Key key;  // of the dance it belongs to; `at` is where that begins, 0 for the first

  bool operator==(const SuitePart&) const = default;
};

// All there is to know before the first note. Ticks are kSuiteTicksPerQuarter to a quarter; bars
// are counted from tick 0.
struct SuitePlan {
  PieceKind kind = PieceKind::kUnknown;
  std::vector<Metre> metres;     // by `at`, the first at 0
  std::vector<SuitePart> parts;  // in written order, without overlap
  // What is to be written, or what was heard in what is written; empty: nobody says. Both go over
  // all parts.
  HarmonyPlan harmony;
  MotivePlan motives;

  bool operator==(const SuitePlan&) const = default;
};

// A section of the written score, as in Score.
struct SuiteSection {
  Tick begin = 0;
  Tick end = 0;
  Tick first_onset = 0;
  std::vector<SuiteToken> tokens;  // by (onset, pitch, duration); may be empty

  bool operator==(const SuiteSection&) const = default;
};

struct SuitePiece {
  SuitePlan plan;
  std::vector<SuiteSection> sections;  // tile the music in written order
  std::vector<int> play_order;         // as in Score, never empty

  bool operator==(const SuitePiece&) const = default;
};

// A token with its place.
struct SuiteNote {
  Tick onset = 0;
  Tick duration = 0;  // within its section
  SuiteToken token;
  int part = 0;  // index into SuitePlan::parts

  bool operator==(const SuiteNote&) const = default;
};

// The notes of the parts' first statements, in order: the sequence the model learns and is measured
// on. Second endings are not in it.
std::vector<SuiteNote> first_statements(const SuitePiece& piece);
// How many they are.
std::size_t count_first_statements(const SuitePiece& piece);

// From here to there, in semitones, a piece stands in all twelve keys.
inline constexpr int kLowestTransposition = -6;
inline constexpr int kHighestTransposition = 5;

// The piece `semitones` higher, keys and all. Requires that every pitch stays a suite pitch; see
// transposable().
SuitePiece transposed(SuitePiece piece, int semitones);
Key transposed(const Key& key, int semitones);
bool transposable(const SuitePiece& piece, int semitones);

// The tonic of the major key with this signature, as a pitch class: 0 for C major and A minor.
int relative_major(const Key& key);

// What models call the vocabulary, and the SHA-256 of what pitch rows and rhythm classes mean;
// models of another fingerprint cannot be used.
inline constexpr char kSuiteVocabularyName[] = "suite";
std::string suite_vocabulary_fingerprint();

// SHA-256 of the pieces' plans and tokens, in order; says which music a model learned from.
std::string corpus_hash(std::span<const SuitePiece> pieces);

}  // namespace bach
