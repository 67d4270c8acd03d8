#include "suite/piece_memory.h"

#include <algorithm>
#include <array>

namespace bach {
namespace {

// Of the pitch classes above the tonic of the relative major, the step each belongs to: sharpened
// ones (as leading notes are) to the note they sharpen, the flat seventh to the seventh.
constexpr std::array<int, 12> kStepOf = {0, 0, 1, 1, 2, 3, 3, 4, 4, 5, 6, 6};
constexpr std::array<int, 7> kScale = {0, 2, 4, 5, 7, 9, 11};

int floor_divide(int value, int by) { return (value >= 0 ? value : value - by + 1) / by; }

PitchGuess pitch_guess(int pitch, int bucket, std::ptrdiff_t from) {
  if (!is_suite_pitch(pitch)) return {};
  return {pitch, bucket, from};
}

// −1 where it said nothing: a run ends there too.
void count_hit(int guessed, int came, int& hits) { hits = guessed == came ? hits + 1 : 0; }

}  // namespace

int run_bucket(int right_in_a_row) {
  static constexpr std::array<int, kRunBuckets - 1> kMost = {0, 1, 2, 4, 8};
  const auto bucket = std::lower_bound(kMost.begin(), kMost.end(), right_in_a_row);
  return static_cast<int>(bucket - kMost.begin());
}

int scale_step(int pitch, int key) {
  const int octave = floor_divide(pitch - key, 12);
  return 7 * octave + kStepOf[static_cast<std::size_t>(pitch - key - 12 * octave)];
}

int scale_pitch(int step, int key) {
  const int octave = floor_divide(step, 7);
  return key + 12 * octave + kScale[static_cast<std::size_t>(step - 7 * octave)];
}

PitchGuess PieceMemory::followed() const {
  const EarlierMatch& match = pitches_.longest();
  if (match.next < 0 || match.goes_round()) return {};
  const int pitch = tokens_[static_cast<std::size_t>(match.next)].pitch;
  return pitch_guess(pitch, match_bucket(match.length), match.next);
}

PitchGuess PieceMemory::continued() const {
  const EarlierMatch& match = intervals_.longest();
  if (match.next < 0 || match.goes_round()) return {};
  // Interval i leads from note i to note i + 1.
  const auto next = static_cast<std::size_t>(match.next);
  const int interval = tokens_[next + 1].pitch - tokens_[next].pitch;
  return pitch_guess(tokens_.back().pitch + interval, match_bucket(match.length), match.next + 1);
}

PitchGuess PieceMemory::stepped(int key) const {
  const EarlierMatch& match = steps_.longest();
  if (match.next < 0 || match.goes_round()) return {};
  const auto next = static_cast<std::size_t>(match.next);
  const int step = scale_step(tokens_[next + 1].pitch, key) - scale_step(tokens_[next].pitch, key);
  const int last = scale_step(tokens_.back().pitch, key);
  return pitch_guess(scale_pitch(last + step, key), match_bucket(match.length), match.next + 1);
}

std::ptrdiff_t PieceMemory::note_at(Tick onset, int chord_notes) const {
  const auto first = std::lower_bound(onsets_.begin(), onsets_.end(), onset);
  const std::ptrdiff_t note = first - onsets_.begin() + chord_notes;
  const auto size = static_cast<std::ptrdiff_t>(onsets_.size());
  return note < size && onsets_[static_cast<std::size_t>(note)] == onset ? note : -1;
}

LagGuesses PieceMemory::guess_from(Tick earlier, const ComingNote& coming,
                                   const LagHits& hits) const {
  LagGuesses guesses;
  const std::ptrdiff_t note = note_at(earlier, coming.chord_notes);
  if (note < 0) return guesses;
  const SuiteToken& token = tokens_[static_cast<std::size_t>(note)];
  guesses.pitch = pitch_guess(token.pitch, run_bucket(hits.pitch), note);
  guesses.rhythm = {token.rhythm, run_bucket(hits.rhythm)};
  if (note == 0) return guesses;
  const SuiteToken& before = tokens_[static_cast<std::size_t>(note - 1)];
  const int step = scale_step(token.pitch, coming.key) - scale_step(before.pitch, coming.key);
  const int last = scale_step(tokens_.back().pitch, coming.key);
  guesses.step = pitch_guess(scale_pitch(last + step, coming.key), run_bucket(hits.step), note);
  return guesses;
}

std::uint64_t PieceMemory::place_of(const ComingNote& coming) const {
  const std::uint64_t last = tokens_.empty() ? 255 : tokens_.back().rhythm;
  return static_cast<std::uint64_t>(coming.offset) << 8 | last;
}

const Guesses& PieceMemory::guess(const ComingNote& coming) {
  coming_ = coming;
  guesses_ = {};
  if (tokens_.empty()) return guesses_;
  guesses_.pitch = followed();
  guesses_.interval = continued();
  guesses_.step = stepped(coming.key);
  if (const EarlierMatch& match = placed_.longest(); match.next >= 0) {
    const int value = tokens_[static_cast<std::size_t>(match.next)].rhythm;
    guesses_.placed_rhythm = {value, match_bucket(match.length)};
  }
  const std::array<Tick, kLags> ticks = {coming.beat, coming.bar, 2 * coming.bar, 4 * coming.bar};
  for (std::size_t lag = 0; lag < kLags; ++lag) {
    guesses_.lags[lag] = guess_from(coming.onset - ticks[lag], coming, lag_hits_[lag]);
  }
  if (const auto heard = rhythms_.find(place_of(coming)); heard != rhythms_.end()) {
    guesses_.rhythm = {heard->second, run_bucket(rhythm_hits_)};
  }
  return guesses_;
}

void PieceMemory::add(SuiteToken token) {
  count_hit(guesses_.rhythm.rhythm, token.rhythm, rhythm_hits_);
  for (std::size_t lag = 0; lag < kLags; ++lag) {
    count_hit(guesses_.lags[lag].pitch.pitch, token.pitch, lag_hits_[lag].pitch);
    count_hit(guesses_.lags[lag].step.pitch, token.pitch, lag_hits_[lag].step);
    count_hit(guesses_.lags[lag].rhythm.rhythm, token.rhythm, lag_hits_[lag].rhythm);
  }
  rhythms_[place_of(coming_)] = token.rhythm;
  const std::uint64_t placed = static_cast<std::uint64_t>(coming_.offset) << 8 | token.rhythm;
  const auto next_id = static_cast<std::int16_t>(placed_ids_.size() % 32768);
  placed_.add(placed_ids_.try_emplace(placed, next_id).first->second);
  if (!tokens_.empty()) {
    const int last = tokens_.back().pitch;
    intervals_.add(static_cast<std::int16_t>(token.pitch - last));
    steps_.add(static_cast<std::int16_t>(scale_step(token.pitch, coming_.key) -
                                         scale_step(last, coming_.key)));
  }
  pitches_.add(token.pitch);
  tokens_.push_back(token);
  onsets_.push_back(coming_.onset);
}

RhythmGuess PieceMemory::rhythm_of(int pitch) const {
  const auto rhythm_at = [&](const PitchGuess& guess) {
    return static_cast<int>(tokens_[static_cast<std::size_t>(guess.from)].rhythm);
  };
  for (const PitchGuess* guess : {&guesses_.pitch, &guesses_.interval, &guesses_.step}) {
    if (guess->pitch == pitch) return {rhythm_at(*guess), guess->bucket};
  }
  for (const Lag lag : {kBarAgo, kTwoBarsAgo, kFourBarsAgo, kBeatAgo}) {
    const LagGuesses& guesses = guesses_.lags[lag];
    for (const PitchGuess* guess : {&guesses.pitch, &guesses.step}) {
      if (guess->pitch == pitch) return {rhythm_at(*guess), kMatchBuckets};
    }
  }
  return {};
}

}  // namespace bach
