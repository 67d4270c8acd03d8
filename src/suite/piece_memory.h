// What a piece in the making remembers of itself: guesses for its next note.
#pragma once

#include <array>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "ngram/earlier_match.h"
#include "score/score.h"
#include "suite/piece.h"

namespace bach {

// Where the next note stands; its pitch is not known.
struct ComingNote {
  Tick onset = 0;
  Tick beat = 1;        // ticks in a beat there
  Tick bar = 1;         // ticks in a bar there
  Tick offset = 0;      // of the onset in its bar
  int chord_notes = 0;  // notes before it at the same onset
  int key = 0;          // relative_major() there
};

// How far back a piece is compared with itself.
enum Lag : int { kBeatAgo, kBarAgo, kTwoBarsAgo, kFourBarsAgo, kLags };

// A guess is −1 where nothing speaks for one.
struct PitchGuess {
  int pitch = -1;            // a suite pitch
  int bucket = -1;           // how far it is to be trusted
  std::ptrdiff_t from = -1;  // the note it was taken from
};
struct RhythmGuess {
  int rhythm = -1;  // a rhythm class
  int bucket = -1;
};

// The note a lag earlier with as many notes before it in its chord; its step from the note before
// it, taken from the last note; its rhythm. Bucket: run_bucket() of how often in a row each was
// right so far.
struct LagGuesses {
  PitchGuess pitch;
  PitchGuess step;
  RhythmGuess rhythm;
};

struct Guesses {
  // What followed the longest earlier match: of the last pitches, of the last intervals (the same
  // interval again), of the last steps in the key (the same step again). Bucket: match_bucket().
  // None where the match goes round.
  PitchGuess pitch;
  PitchGuess interval;
  PitchGuess step;
  // Likewise of the last rhythms, each at its place in the bar.
  RhythmGuess placed_rhythm;
  // The rhythm last heard at this place of the bar after this last rhythm. Bucket: run_bucket().
  RhythmGuess rhythm;
  std::array<LagGuesses, kLags> lags;
};

inline constexpr int kRunBuckets = 6;
int run_bucket(int right_in_a_row);  // 0, 1, 2, 3–4, 5–8, more

// Steps of the scale from pitch 0 on: the same for a note and its sharpened form. `key` is
// relative_major(). scale_pitch() is the unaltered pitch of a step.
int scale_step(int pitch, int key);
int scale_pitch(int step, int key);

// Grows note by note. add() takes amortised constant time but for the matches (see
// EarlierMatches), guess() time logarithmic in the number of notes. Copies are independent.
class PieceMemory {
 public:
  // Guesses for a note at `coming`; valid until the next call.
  const Guesses& guess(const ComingNote& coming);
  // Those again. They stand until the note is added.
  const Guesses& guesses() const { return guesses_; }

  // The note that guess() was last asked for. Requires a call of guess() since the last add().
  void add(SuiteToken token);

  // The rhythm of the note a guess of this pitch came from, the first that has one among: pitch,
  // interval, step (bucket: theirs), those of the lags (bucket: kMatchBuckets).
  RhythmGuess rhythm_of(int pitch) const;

  std::size_t notes() const { return tokens_.size(); }
  const SuiteToken& token(std::size_t note) const { return tokens_[note]; }
  Tick onset(std::size_t note) const { return onsets_[note]; }
  // Index of the note at an onset with so many before it in its chord; −1: none.
  std::ptrdiff_t note_at(Tick onset, int chord_notes) const;

 private:
  struct LagHits {
    int pitch = 0;
    int step = 0;
    int rhythm = 0;
  };
  PitchGuess followed() const;
  PitchGuess continued() const;
  PitchGuess stepped(int key) const;
  LagGuesses guess_from(Tick earlier, const ComingNote& coming, const LagHits& hits) const;
  std::uint64_t place_of(const ComingNote& coming) const;

  std::vector<SuiteToken> tokens_;
  std::vector<Tick> onsets_;
  EarlierMatches pitches_;
  EarlierMatches intervals_;
  EarlierMatches steps_;
  EarlierMatches placed_;                                       // rhythms with their places
  std::unordered_map<std::uint64_t, std::int16_t> placed_ids_;  // what placed_ calls them
  std::unordered_map<std::uint64_t, int> rhythms_;              // the last one by place_of()
  ComingNote coming_;
  Guesses guesses_;
  int rhythm_hits_ = 0;
  std::array<LagHits, kLags> lag_hits_{};
};

inline constexpr int kRhythmMatchBuckets = kMatchBuckets + 1;  // of PieceMemory::rhythm_of()

}  // namespace bach
