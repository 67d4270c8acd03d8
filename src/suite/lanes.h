// What the suite network learns from: all pieces, each epoch in other keys and with another memory.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "lm/sequence_batch.h"
#include "suite/piece.h"

namespace bach {

// How an epoch differs from the music as written. Rates are probabilities.
struct SuiteAugmentation {
  int lowest_transposition = -6;  // semitones; one drawn for each piece and epoch, as far as the
  int highest_transposition = 5;  // pitches go
  // Each kind of guess of the memory is hidden in blocks of so many notes: the network must also do
  // without, as it must in music that has not begun to repeat itself.
  double hidden_guesses = 0.3;
  int hidden_block = 16;
  // A pitch guess is wrong by 1 … most_wrong semitones: it is no oracle.
  double wrong_guesses = 0.1;
  int most_wrong = 5;
  // The last notes of a part are few and matter most.
  int ending_beats = 8;
  float ending_weight = 3;
};

class SuiteLanes {
 public:
  // Steps have fields of kSuiteColumns columns and two targets, pitch row and rhythm class. Equal
  // arguments give equal lanes, whatever was asked before.
  SuiteLanes(std::span<const SuitePiece> pieces, int lanes, std::uint64_t seed,
             const SuiteAugmentation& augmentation = {});

  // The lanes of an epoch, from 0: all pieces in an order drawn anew, cut into lanes of equal
  // length. A piece that is cut goes on in the next lane as if it began there; only the network's
  // state is lost, not the memory.
  std::vector<SequenceLane> epoch(int epoch) const;

  std::size_t notes() const { return notes_; }  // of all pieces

 private:
  struct Piece {
    std::vector<int> records;    // [notes][kSuiteColumns], as written
    std::vector<int> targets;    // [notes][2]
    std::vector<float> weights;  // [notes]
    int lowest = 0;              // transpositions it allows
    int highest = 0;
    std::uint32_t first_note = 0;  // its notes' numbers among all
    std::size_t notes() const { return weights.size(); }
  };
  std::vector<std::size_t> order(std::uint64_t epoch) const;
  void append(const Piece& piece, std::uint64_t epoch, SequenceLane& lane) const;
  void hide_guesses(std::uint64_t epoch, std::uint32_t note, std::span<int> record) const;

  std::vector<Piece> pieces_;
  std::size_t notes_ = 0;
  int lanes_;
  std::uint64_t seed_;
  SuiteAugmentation augmentation_;
};

// One piece as it is written, for measuring: weights 1.
SequenceLane suite_lane(const SuitePiece& piece);

}  // namespace bach
