// How a piece differs, in an epoch, from the music as it is written.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "suite/piece.h"
#include "suite/preset.h"

namespace bach {

// Semitones by which a piece may be moved.
struct TranspositionRange {
  int lowest = 0;   // ≤ 0
  int highest = 0;  // ≥ 0
};
TranspositionRange transposition_range(const SuitePiece& piece,
                                       const SuiteAugmentation& augmentation);

// The weights of first_statements(piece) in the loss.
std::vector<float> ending_weights(const SuitePiece& piece, std::span<const SuiteNote> notes,
                                  const SuiteAugmentation& augmentation);

// Pitch rows and rhythm classes, [notes][2].
std::vector<int> suite_targets(std::span<const SuiteNote> notes);

// What is drawn for a piece in an epoch. `first_note` numbers its notes among all that are drawn for
// with this seed.
class PieceChanges {
 public:
  PieceChanges(std::uint64_t seed, const SuiteAugmentation& augmentation, std::uint64_t epoch,
               std::uint32_t first_note, TranspositionRange range);

  int transposition() const { return transposition_; }  // semitones
  bool planless() const { return planless_; }
  // Changes the record of the piece's note `note`, counted from 0.
  void apply(std::uint32_t note, std::span<int> record) const;

 private:
  void hide_guesses(std::uint32_t note, std::span<int> record) const;

  std::uint64_t seed_;
  SuiteAugmentation augmentation_;
  std::uint64_t epoch_;
  std::uint32_t first_note_;
  int transposition_ = 0;
  bool planless_ = false;
};

}  // namespace bach
