// Notes as a table and as a piano roll, for those who go on with arrays.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/export.h"
#include "base/result.h"
#include "score/score.h"

namespace bach {

// A note with the fields that partitura's note arrays have. Time counts from tick 0, where the first
// bar begins (with silence, if there is an upbeat).
struct NoteRow {
  double onset_beat = 0;  // beats are what the metre in force counts: eighths in 6/8
  double duration_beat = 0;
  double onset_quarter = 0;
  double duration_quarter = 0;
  std::int64_t onset_div = 0;  // divisions are ticks of the score
  std::int64_t duration_div = 0;
  int pitch = 0;                  // MIDI note number 0 … 127
  int voice = 1;                  // tracks of the score, from 1
  std::string id;                 // "n0", "n1" …
  int velocity = kPlainVelocity;  // 1 … 127; partitura's have none
};

// All notes, by onset, then pitch, duration and voice.
BACH_API std::vector<NoteRow> note_rows(const Score& score);

// Which of a row's fields say when a note is played.
enum class NoteTime { kDivisions, kQuarters, kBeats };

struct NoteRowsOptions {
  NoteTime time = NoteTime::kDivisions;
  int ticks_per_quarter = 480;       // of the score, and divisions of a quarter: 1 … 32767
  Metre metre = {};                  // of all bars
  std::optional<double> tempo = {};  // quarters per minute, 1 … 10,000; none: no word of it, so 120
  std::uint8_t program = kCelloProgram;  // of General MIDI, 0 … 127
  std::string title = {};
};

inline constexpr std::int64_t kMostTicksOfRows = (std::int64_t{1} << 28) - 1;
inline constexpr int kMostVoicesOfRows = 1024;

// A score of rows in any order, a track for each voice; times are rounded to ticks, no note to less
// than one. Errors name the field as argument and the row in the message: what is not a number,
// onsets below 0, durations that are not above 0 (kInvalidArgument), ends beyond kMostTicksOfRows or
// more voices than kMostVoicesOfRows (kLimit).
BACH_API Result<Score> score_of_rows(std::span<const NoteRow> rows,
                                     const NoteRowsOptions& options = {});

// What sounds in each frame of a fraction of a quarter.
struct PianoRoll {
  static constexpr std::size_t kPitches = 128;
  std::size_t frames = 0;
  std::vector<std::uint8_t> velocities;  // [kPitches][frames], 0: silence; of several the loudest
};

// Frames cover the score from tick 0 to its end; a note is in each that it sounds in. Drums are left
// out. Errors: frames_per_quarter not from 1 to 960 (kInvalidArgument), more than 2^22 frames (kLimit).
BACH_API Result<PianoRoll> piano_roll(const Score& score, int frames_per_quarter = 4);

// How long it sounds at its tempos, from tick 0 to its end.
BACH_API double seconds_of(const Score& score);

}  // namespace bach
