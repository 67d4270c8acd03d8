// What counting makes of the same notes: the figures a network's are to be read against.
#pragma once

#include <span>
#include <string>

#include "evaluate/note_scorer.h"
#include "ngram/backoff_model.h"

namespace bach {

// Which classes there are: pitches lowest_pitch … lowest_pitch + pitches − 1, rhythms 0 … rhythms
// − 1.
struct Alphabet {
  int lowest_pitch = 0;
  int pitches = 128;
  int rhythms = 0;
};

struct BaselineConfig {
  std::string name;
  int context = 5;          // notes looked back at
  double discount = 1.0;    // see BackoffOptions
  bool learns = true;       // from other pieces, before
  bool transposed = false;  // … in all 12 keys, pitch only, as far as the pitches go
  bool adapts = false;      // from the piece itself, as it goes
};

// Uniform; unigram; back-off of context 5, in one key and in 12; adaptive back-off, without and
// with learning before.
std::span<const BaselineConfig> standard_baselines();

// Back-off over pitches and, where pieces have them, over rhythms, each looking at its own past.
class BackoffScorer : public NoteScorer {
 public:
  // Learns from `pieces` when the configuration says so. All their notes must be in the alphabet.
  BackoffScorer(const BaselineConfig& config, const Alphabet& alphabet,
                std::span<const MeasuredPiece* const> pieces);

  std::string name() const override { return config_.name; }
  Result<PieceNats> score(const MeasuredPiece& piece) override;

 private:
  BaselineConfig config_;
  Alphabet alphabet_;
  BackoffModel pitch_;
  BackoffModel rhythm_;
};

}  // namespace bach
