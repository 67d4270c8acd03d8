// The record the suite network sees of each note to come: which number stands where.
#pragma once

#include <array>
#include <string_view>

#include "suite/piece.h"
#include "suite/piece_memory.h"

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
  kColumnRhythmGuess,
  kColumnRhythmRun,
  kColumnPlacedRhythm,
  kColumnPlacedBucket,
  kColumnLags,  // for each Lag the columns of LagColumn, see lag_column()
  kColumnLastLag = kColumnLags + 6 * kLags - 1,
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

enum LagColumn : int {
  kLagPitch,
  kLagPitchRun,
  kLagStep,
  kLagStepRun,
  kLagRhythm,
  kLagRhythmRun,
  kLagColumns
};
static_assert(kColumnLastLag - kColumnLags + 1 == static_cast<int>(kLags) * kLagColumns);
inline constexpr SuiteColumn lag_column(int lag, LagColumn column) {
  return static_cast<SuiteColumn>(kColumnLags + lag * kLagColumns + column);
}

// The memory's guesses and how far each is to be trusted.
struct GuessColumns {
  SuiteColumn guess;
  SuiteColumn bucket;
};
inline constexpr std::array<GuessColumns, 3 + 2 * kLags> kPitchGuessColumns = [] {
  std::array<GuessColumns, 3 + 2 * kLags> columns{{{kColumnPitchGuess, kColumnPitchBucket},
                                                   {kColumnIntervalGuess, kColumnIntervalBucket},
                                                   {kColumnStepGuess, kColumnStepBucket}}};
  for (int lag = 0; lag < kLags; ++lag) {
    const auto at = static_cast<std::size_t>(3 + 2 * lag);
    columns[at] = {lag_column(lag, kLagPitch), lag_column(lag, kLagPitchRun)};
    columns[at + 1] = {lag_column(lag, kLagStep), lag_column(lag, kLagStepRun)};
  }
  return columns;
}();
inline constexpr std::array<GuessColumns, 3 + kLags> kRhythmGuessColumns = [] {
  std::array<GuessColumns, 3 + kLags> columns{{{kColumnRhythmGuess, kColumnRhythmRun},
                                               {kColumnPlacedRhythm, kColumnPlacedBucket},
                                               {kColumnMatchRhythm, kColumnMatchBucket}}};
  for (int lag = 0; lag < kLags; ++lag) {
    columns[static_cast<std::size_t>(3 + lag)] = {lag_column(lag, kLagRhythm),
                                                  lag_column(lag, kLagRhythmRun)};
  }
  return columns;
}();

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
    {"rhythm_guess", kRhythmClasses},
    {"rhythm_run", kRunBuckets},
    {"placed_rhythm", kRhythmClasses},
    {"placed_bucket", kMatchBuckets},
    {"beat_ago_pitch", kSuitePitches},
    {"beat_ago_pitch_run", kRunBuckets},
    {"beat_ago_step", kSuitePitches},
    {"beat_ago_step_run", kRunBuckets},
    {"beat_ago_rhythm", kRhythmClasses},
    {"beat_ago_rhythm_run", kRunBuckets},
    {"bar_ago_pitch", kSuitePitches},
    {"bar_ago_pitch_run", kRunBuckets},
    {"bar_ago_step", kSuitePitches},
    {"bar_ago_step_run", kRunBuckets},
    {"bar_ago_rhythm", kRhythmClasses},
    {"bar_ago_rhythm_run", kRunBuckets},
    {"two_bars_ago_pitch", kSuitePitches},
    {"two_bars_ago_pitch_run", kRunBuckets},
    {"two_bars_ago_step", kSuitePitches},
    {"two_bars_ago_step_run", kRunBuckets},
    {"two_bars_ago_rhythm", kRhythmClasses},
    {"two_bars_ago_rhythm_run", kRunBuckets},
    {"four_bars_ago_pitch", kSuitePitches},
    {"four_bars_ago_pitch_run", kRunBuckets},
    {"four_bars_ago_step", kSuitePitches},
    {"four_bars_ago_step_run", kRunBuckets},
    {"four_bars_ago_rhythm", kRhythmClasses},
    {"four_bars_ago_rhythm_run", kRunBuckets},
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
