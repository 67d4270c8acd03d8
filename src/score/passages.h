// Whether two passages of a piece are the same music.
#pragma once

#include <cstdint>
#include <vector>

#include "score/bars.h"
#include "score/note_order.h"
#include "score/score.h"

namespace bach {

// All notes of an unfolded score, arranged for comparing stretches of it. Independent of the score
// once built; immutable.
class Passages {
 public:
  explicit Passages(const Score& score);

  // onset · kPitches + pitch; sorted, each once.
  const std::vector<std::int64_t>& attacks() const { return attacks_; }
  static constexpr std::int64_t kPitches = kAttackPitches;

  bool empty() const { return notes_.empty(); }
  Tick first_onset() const { return notes_.front().attack / kPitches; }  // requires !empty()
  Tick last_end() const { return latest_end_.back(); }                   // requires !empty()
  bool any_onset_from(Tick tick) const {
    return !empty() && notes_.back().attack / kPitches >= tick;
  }

  // Whether a note sounds across `tick`: begins before it and ends after it.
  bool crossed(Tick tick) const;
  // Whether the notes with onset in [a, a + length) and [b, b + length) are the same (track, pitch,
  // onset, duration).
  bool equal(Tick a, Tick b, Tick length) const;
  // Whether at least `percent` of the (onset, pitch) pairs of either stretch are in the other one
  // too. Empty stretches are not alike. `effort` grows by the number of attacks compared.
  bool alike(Tick a, Tick b, Tick length, std::int64_t percent, std::int64_t& effort) const;

 private:
  struct Sounding {
    std::int64_t attack;
    Tick duration;
    std::uint32_t track;
  };
  static bool before(const Sounding& note, std::int64_t attack) { return note.attack < attack; }
  std::vector<Sounding> notes_;        // by attack, track and duration
  std::vector<Tick> latest_end_;       // of notes_[0 … i]
  std::vector<std::int64_t> attacks_;  // onset · kPitches + pitch; sorted, each once
};

}  // namespace bach
