#include "ngram/piece_memory.h"

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

void PieceMemory::guess_from_bar(const ComingNote& coming) {
  const Tick earlier = coming.onset - coming.bar;
  const auto first = std::lower_bound(onsets_.begin(), onsets_.end(), earlier);
  const std::ptrdiff_t note = first - onsets_.begin() + coming.chord_notes;
  const auto size = static_cast<std::ptrdiff_t>(onsets_.size());
  if (note >= size || onsets_[static_cast<std::size_t>(note)] != earlier) return;
  const SuiteToken& token = tokens_[static_cast<std::size_t>(note)];
  guesses_.bar_pitch = pitch_guess(token.pitch, run_bucket(hits_.bar_pitch), note);
  guesses_.bar_rhythm = {token.rhythm, run_bucket(hits_.bar_rhythm)};
  if (note == 0) return;
  const SuiteToken& before = tokens_[static_cast<std::size_t>(note - 1)];
  const int step = scale_step(token.pitch, coming.key) - scale_step(before.pitch, coming.key);
  const int last = scale_step(tokens_.back().pitch, coming.key);
  guesses_.bar_step =
      pitch_guess(scale_pitch(last + step, coming.key), run_bucket(hits_.bar_step), note);
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
  guess_from_bar(coming);
  if (const auto heard = rhythms_.find(place_of(coming)); heard != rhythms_.end()) {
    guesses_.rhythm = {heard->second, run_bucket(hits_.rhythm)};
  }
  return guesses_;
}

void PieceMemory::add(SuiteToken token) {
  count_hit(guesses_.bar_pitch.pitch, token.pitch, hits_.bar_pitch);
  count_hit(guesses_.bar_step.pitch, token.pitch, hits_.bar_step);
  count_hit(guesses_.rhythm.rhythm, token.rhythm, hits_.rhythm);
  count_hit(guesses_.bar_rhythm.rhythm, token.rhythm, hits_.bar_rhythm);
  rhythms_[place_of(coming_)] = token.rhythm;
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
  for (const PitchGuess* guess : {&guesses_.bar_pitch, &guesses_.bar_step}) {
    if (guess->pitch == pitch) return {rhythm_at(*guess), kMatchBuckets};
  }
  return {};
}

}  // namespace bach
