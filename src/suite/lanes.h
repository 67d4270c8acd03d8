// What the suite network learns from: all pieces, each epoch in other keys and with another memory.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "lm/batch.h"
#include "suite/changes.h"
#include "suite/piece.h"
#include "suite/preset.h"

namespace bach {

class SuiteLanes {
 public:
  // Steps have the fields of a record and two targets, pitch row and rhythm class. Equal arguments
  // give equal lanes, whatever was asked before.
  SuiteLanes(std::span<const SuitePiece> pieces, int lanes, std::uint64_t seed,
             const SuiteAugmentation& augmentation = {});

  // The lanes of an epoch, from 0: all pieces in an order of its own, cut into lanes of equal
  // length. A piece that is cut continues in the next lane as if it began there; only the network's
  // state is lost, not the memory.
  std::vector<Lane> epoch(int epoch) const;

  std::size_t notes() const { return notes_; }  // of all pieces
  // Steps of an epoch's longest lane.
  std::size_t longest_lane() const {
    const auto lanes = static_cast<std::size_t>(lanes_);
    return (notes_ + lanes - 1) / lanes;
  }

 private:
  struct Piece {
    std::vector<int> records;    // [notes][suite::columns()], as written
    std::vector<int> targets;    // [notes][2]
    std::vector<float> weights;  // [notes]
    TranspositionRange range;
    std::uint32_t first_note = 0;  // its notes' numbers among all
    std::size_t notes() const { return weights.size(); }
  };
  std::vector<std::size_t> order(std::uint64_t epoch) const;
  void append(const Piece& piece, std::uint64_t epoch, Lane& lane) const;

  std::vector<Piece> pieces_;
  std::size_t notes_ = 0;
  int lanes_;
  std::uint64_t seed_;
  SuiteAugmentation augmentation_;
};

// One piece as it is written, for measuring: weights 1.
Lane suite_lane(const SuitePiece& piece);

}  // namespace bach
