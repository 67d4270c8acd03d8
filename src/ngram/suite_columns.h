// The record the suite network sees of each note to come: which number stands where.
#pragma once

#include <array>
#include <string_view>

#include "ngram/piece_memory.h"
#include "token/suite_piece.h"

namespace bach {

// Pitches are rows, pitch − kLowestSuitePitch. −1 is nothing, anywhere. The order is part of the
// model format.
enum SuiteColumn : int {
  kColumnLastPitch,
  kColumnLastRhythm,
  kColumnLastClass,   // last pitch above the tonic of the relative major, mod 12
  kColumnPhase,       // place in the beat in 60 ticks, 0 … 15; + 16 in compound time
  kColumnStrength,    // 0 downbeat … 6, see metrical_strength()
  kColumnBeatsToBar,  // beats begun before the next bar line, 1 … 8, less 1
  kColumnOffGrid,     // 1 when the place in the beat is no multiple of 60 ticks, else 0
  kColumnChordNotes,  // notes before it in its chord: 0, 1, 2, more
  kColumnEndClock,    // 3 × {½, 1, 2, 3, 4, 6, 8, 12 beats or less to the part's end} + role; 24
  kColumnPitchGuess,  // this and the next: PieceMemory
  kColumnPitchBucket,
  kColumnIntervalGuess,
  kColumnIntervalBucket,
  kColumnStepGuess,
  kColumnStepBucket,
  kColumnBarPitch,
  kColumnBarPitchRun,
  kColumnBarStep,
  kColumnBarStepRun,
  kColumnRhythmGuess,
  kColumnRhythmRun,
  kColumnBarRhythm,
  kColumnBarRhythmRun,
  kColumnMode,       // 0 major, 1 minor
  kColumnKind,       // PieceKind
  kColumnRole,       // PartRole
  kColumnBarsLeft,   // bar lines before the part's end: 0 … 4, up to 8, up to 16, more
  kColumnBarOfFour,  // bars since the part's first, mod 4
  kColumnShift,      // row + shift, mod 12, is the class above the tonic of the relative major
  // Once the pitch is chosen:
  kColumnPitch,
  kColumnClass,        // as kColumnLastClass
  kColumnInterval,     // from the last pitch, −24 … 24 (clamped), + 24
  kColumnMatchRhythm,  // PieceMemory::rhythm_of()
  kColumnMatchBucket,
  kSuiteColumns,
};

// The memory's guesses and how far each is to be trusted.
struct GuessColumns {
  SuiteColumn guess;
  SuiteColumn bucket;
};
inline constexpr std::array<GuessColumns, 5> kPitchGuessColumns = {{
    {kColumnPitchGuess, kColumnPitchBucket},
    {kColumnIntervalGuess, kColumnIntervalBucket},
    {kColumnStepGuess, kColumnStepBucket},
    {kColumnBarPitch, kColumnBarPitchRun},
    {kColumnBarStep, kColumnBarStepRun},
}};
inline constexpr std::array<GuessColumns, 3> kRhythmGuessColumns = {{
    {kColumnRhythmGuess, kColumnRhythmRun},
    {kColumnBarRhythm, kColumnBarRhythmRun},
    {kColumnMatchRhythm, kColumnMatchBucket},
}};

struct SuiteColumnInfo {
  std::string_view name;
  int range = 0;  // values are 0 … range − 1, or −1
};

inline constexpr std::array<SuiteColumnInfo, kSuiteColumns> kSuiteColumnInfo = {{
    {"last_pitch", kSuitePitches},
    {"last_rhythm", kRhythmClasses},
    {"last_class", 12},
    {"phase", 32},
    {"strength", 7},
    {"beats_to_bar", 8},
    {"off_grid", 2},
    {"chord_notes", 4},
    {"end_clock", 25},
    {"pitch_guess", kSuitePitches},
    {"pitch_bucket", kMatchBuckets},
    {"interval_guess", kSuitePitches},
    {"interval_bucket", kMatchBuckets},
    {"step_guess", kSuitePitches},
    {"step_bucket", kMatchBuckets},
    {"bar_pitch", kSuitePitches},
    {"bar_pitch_run", kRunBuckets},
    {"bar_step", kSuitePitches},
    {"bar_step_run", kRunBuckets},
    {"rhythm_guess", kRhythmClasses},
    {"rhythm_run", kRunBuckets},
    {"bar_rhythm", kRhythmClasses},
    {"bar_rhythm_run", kRunBuckets},
    {"mode", 2},
    {"kind", kPieceKinds},
    {"role", kPartRoles},
    {"bars_left", 8},
    {"bar_of_four", 4},
    {"shift", 12},
    {"pitch", kSuitePitches},
    {"class", 12},
    {"interval", 49},
    {"match_rhythm", kRhythmClasses},
    {"match_bucket", kRhythmMatchBuckets},
}};

}  // namespace bach
