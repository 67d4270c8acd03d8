// What the music of the set leads one to expect: learned from its dances, asked about others.
#pragma once

#include <optional>

#include "evaluate/critic/dance.h"
#include "ngram/backoff_model.h"

namespace bach {

// Learning in another order gives the same figures; reading is safe from many threads.
class ReferenceStatistics {
 public:
  ReferenceStatistics();

  void learn(const CriticDance& dance);

  // Mean −log2 P(note's pitch class above the chord's root | the chord's quality, whether the note
  // begins the beat, the class of the top note before above the same root). None without notes.
  std::optional<double> note_bits(const CriticDance& dance) const;
  // Mean −log2 P(chord above the local tonic | mode, the two chords before above the same tonic),
  // over the changes of chord. None without one.
  std::optional<double> chord_bits(const CriticDance& dance) const;

 private:
  BackoffModel notes_;
  BackoffModel chords_;
};

}  // namespace bach
