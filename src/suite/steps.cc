#include "suite/steps.h"

#include <algorithm>

namespace bach {
namespace {

constexpr Tick kStep = 60;  // an eighth of a quarter
constexpr int kWidestInterval = 24;
constexpr int kRangeOfPhase = 16;

int row_of(int pitch) { return pitch < 0 ? -1 : pitch - kLowestSuitePitch; }

int class_of(int pitch, int tonic) { return (pitch - tonic + 120) % 12; }

bool is_compound(const Metre& metre) {
  return 3 * beat_ticks({0, 1, metre.denominator}, kSuiteTicksPerQuarter) ==
         beat_ticks(metre, kSuiteTicksPerQuarter);
}

// 8 × role count: the end is further than the clock knows.
int end_clock(Tick left, Tick beat, PartRole role) {
  static constexpr std::array<Tick, 8> kHalfBeats = {1, 2, 4, 6, 8, 12, 16, 24};
  const auto code = std::find_if(kHalfBeats.begin(), kHalfBeats.end(),
                                 [&](Tick halves) { return 2 * left <= halves * beat; });
  if (code == kHalfBeats.end()) return kPartRoles * static_cast<int>(kHalfBeats.size());
  return kPartRoles * static_cast<int>(code - kHalfBeats.begin()) + static_cast<int>(role);
}

int bars_left_code(std::int64_t bars) {
  if (bars <= 4) return static_cast<int>(bars);
  return bars <= 8 ? 5 : bars <= 16 ? 6 : 7;
}

}  // namespace

int metrical_strength(const BarPosition& place) {
  if (place.offset == 0) return 0;
  const Tick beat = beat_ticks(place.metre, kSuiteTicksPerQuarter);
  if (place.offset % beat == 0) {
    const Tick bar = bar_ticks(place.metre, kSuiteTicksPerQuarter);
    const bool even = bar % (2 * beat) == 0;
    return even && 2 * place.offset == bar ? 1 : 2;
  }
  const Tick half = is_compound(place.metre) ? beat / 3 : beat / 2;
  if (half > 0 && place.offset % half == 0) return 3;
  if (half > 1 && place.offset % (half / 2) == 0) return 4;
  return beat % 3 == 0 && place.offset % (beat / 3) == 0 ? 5 : 6;
}

SuiteSteps::SuiteSteps(const SuitePlan& plan)
    : frame_(
          std::make_shared<const Frame>(Frame{plan, BarGrid(plan.metres, kSuiteTicksPerQuarter)})) {
  stand_at(plan.parts.front().first_onset);
}

void SuiteSteps::stand_at(Tick onset) {
  onset_ = onset;
  record_.fill(-1);
  const SuitePart& part = frame_->plan.parts[static_cast<std::size_t>(part_)];
  const int tonic = relative_major(part.key);
  const BarPosition place = frame_->bars.at(onset);

  if (last_pitch_ >= 0) record_[kColumnLastClass] = class_of(last_pitch_, tonic);
  record_[kColumnLastPitch] = row_of(last_pitch_);
  record_[kColumnLastRhythm] = last_rhythm_;
  record_[kColumnChordNotes] = std::min(chord_notes_, 3);
  fill_place(place);
  record_[kColumnMode] = part.key.mode == Mode::kMinor ? 1 : 0;
  record_[kColumnKind] = static_cast<int>(frame_->plan.kind);
  record_[kColumnRole] = static_cast<int>(part.role);
  record_[kColumnShift] = class_of(kLowestSuitePitch, tonic);

  const Tick bar = bar_ticks(place.metre, kSuiteTicksPerQuarter);
  const Tick beat = beat_ticks(place.metre, kSuiteTicksPerQuarter);
  fill_guesses(memory_.guess({onset, beat, bar, place.offset, chord_notes_, tonic}));
}

void SuiteSteps::fill_place(const BarPosition& place) {
  const SuitePart& part = frame_->plan.parts[static_cast<std::size_t>(part_)];
  const BarGrid& bars = frame_->bars;
  const Tick beat = beat_ticks(place.metre, kSuiteTicksPerQuarter);
  const Tick phase = place.offset % beat;
  record_[kColumnPhase] = static_cast<int>(std::min<Tick>(phase / kStep, kRangeOfPhase - 1)) +
                          (is_compound(place.metre) ? kRangeOfPhase : 0);
  record_[kColumnStrength] = metrical_strength(place);
  const Tick beats = (place.length - place.offset + beat - 1) / beat;
  record_[kColumnBeatsToBar] = static_cast<int>(std::clamp<Tick>(beats, 1, 8)) - 1;
  record_[kColumnOffGrid] = phase % kStep == 0 ? 0 : 1;
  record_[kColumnEndClock] = end_clock(part.end - onset_, beat, part.role);
  record_[kColumnBarsLeft] = bars_left_code(bars.bar_lines_between(onset_ + 1, part.end));
  const std::int64_t first_bar = bars.at(bars.bar_line_from(part.begin)).bar;
  record_[kColumnBarOfFour] = static_cast<int>(((place.bar - first_bar) % 4 + 4) % 4);
}

void SuiteSteps::fill_guesses(const Guesses& guesses) {
  const auto pitch = [&](const PitchGuess& guess, SuiteColumn column, SuiteColumn bucket) {
    record_[column] = row_of(guess.pitch);
    record_[bucket] = guess.bucket;
  };
  const auto rhythm = [&](const RhythmGuess& guess, SuiteColumn column, SuiteColumn bucket) {
    record_[column] = guess.rhythm;
    record_[bucket] = guess.bucket;
  };
  rhythm(guesses.rhythm, kColumnRhythmGuess, kColumnRhythmRun);
  rhythm(guesses.placed_rhythm, kColumnPlacedRhythm, kColumnPlacedBucket);
  pitch(guesses.pitch, kColumnPitchGuess, kColumnPitchBucket);
  pitch(guesses.interval, kColumnIntervalGuess, kColumnIntervalBucket);
  pitch(guesses.step, kColumnStepGuess, kColumnStepBucket);
  for (int lag = 0; lag < kLags; ++lag) {
    const LagGuesses& from = guesses.lags[static_cast<std::size_t>(lag)];
    pitch(from.pitch, lag_column(lag, kLagPitch), lag_column(lag, kLagPitchRun));
    pitch(from.step, lag_column(lag, kLagStep), lag_column(lag, kLagStepRun));
    rhythm(from.rhythm, lag_column(lag, kLagRhythm), lag_column(lag, kLagRhythmRun));
  }
}

void SuiteSteps::choose(int pitch) {
  const SuitePart& part = frame_->plan.parts[static_cast<std::size_t>(part_)];
  record_[kColumnPitch] = row_of(pitch);
  record_[kColumnClass] = class_of(pitch, relative_major(part.key));
  record_[kColumnInterval] = -1;
  if (last_pitch_ >= 0) {
    record_[kColumnInterval] =
        std::clamp(pitch - last_pitch_, -kWidestInterval, kWidestInterval) + kWidestInterval;
  }
  const RhythmGuess guess = memory_.rhythm_of(pitch);
  record_[kColumnMatchRhythm] = guess.rhythm;
  record_[kColumnMatchBucket] = guess.bucket;
}

void SuiteSteps::add(SuiteToken token) {
  memory_.add(token);
  last_pitch_ = token.pitch;
  last_rhythm_ = token.rhythm;
  const Tick gap = rhythm(token.rhythm).gap;
  chord_notes_ = gap == 0 ? chord_notes_ + 1 : 0;
  const std::vector<SuitePart>& parts = frame_->plan.parts;
  if (onset_ + gap < parts[static_cast<std::size_t>(part_)].end) {
    stand_at(onset_ + gap);
    return;
  }
  ++part_;
  chord_notes_ = 0;
  if (!done()) stand_at(parts[static_cast<std::size_t>(part_)].first_onset);
}

void SuiteSteps::move_to(int part, Tick onset) {
  if (part == part_ && onset == onset_) return;
  part_ = part;
  chord_notes_ = 0;
  stand_at(onset);
}

std::vector<int> suite_records(const SuitePiece& piece) {
  const std::vector<SuiteNote> notes = first_statements(piece);
  std::vector<int> records;
  records.reserve(notes.size() * kSuiteColumns);
  SuiteSteps steps(piece.plan);
  for (const SuiteNote& note : notes) {
    steps.move_to(note.part, note.onset);
    steps.choose(note.token.pitch);
    records.insert(records.end(), steps.record().begin(), steps.record().end());
    steps.add(note.token);
  }
  return records;
}

void transpose_record(std::span<int, kSuiteColumns> record, int semitones) {
  const auto move = [&](SuiteColumn column) {
    int& row = record[column];
    if (row < 0) return true;
    row += semitones;
    if (row >= 0 && row < kSuitePitches) return true;
    row = -1;
    return false;
  };
  move(kColumnLastPitch);
  move(kColumnPitch);
  for (const auto& [guess, bucket] : kPitchGuessColumns) {
    if (!move(guess)) record[bucket] = -1;
  }
  int& shift = record[kColumnShift];
  shift = ((shift - semitones) % 12 + 12) % 12;
}

}  // namespace bach
