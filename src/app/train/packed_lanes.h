// Steps out of a packed set, as many as a batch takes at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "base/result.h"
#include "base/thread_pool.h"
#include "lm/batch.h"
#include "lm/trainer.h"
#include "packed/order.h"
#include "packed/set.h"
#include "train/batch_source.h"

namespace bach {

// A piece as a preset steps through it.
class PieceSteps {
 public:
  virtual ~PieceSteps() = default;

  // Stands before step `from` of piece number `piece` of the set in that epoch. Errors: those of Shard.
  virtual Status open(const PackedSet& set, std::size_t piece, int epoch, std::size_t from) = 0;
  // Appends `count` steps, of which there are enough.
  virtual void append(std::size_t count, Lane& lane) = 0;
};

// What a preset makes of a set.
struct PackedSteps {
  std::shared_ptr<const PackedSet> set;
  PackedTokens tokens = PackedTokens::kSuite;
  std::size_t beside = 0;  // steps of a piece beside its notes: its mark
  std::function<std::unique_ptr<PieceSteps>()> piece;

  // Steps of a piece, 0 where it has no tokens.
  std::size_t steps(const PackedSet::Place& place) const {
    const std::uint32_t notes = place.shard->notes(place.piece, tokens);
    return notes == 0 ? 0 : notes + beside;
  }
};

// All pieces to learn from in an order drawn for each epoch (see DrawnOrder), one after the other, cut
// into lanes of equal length: as the presets that learn from whole pieces do in memory, where a piece
// that is cut continues in the next lane without the network's state. Of pieces only those are in memory that
// lanes stand in. A batch is decided by (seed, epoch, number), whatever was read before.
class PackedBatches : public BatchSource {
 public:
  // `most_batches` an epoch; 0: all. `threads` read, as in ThreadPool. `trainer` must outlive it.
  PackedBatches(const Trainer& trainer, PackedSteps steps, std::uint64_t seed, int most_batches,
                int threads);

  Result<std::uint64_t> begin_epoch(int epoch) override;
  std::uint64_t planned(int epochs) const override;
  Status fill(std::uint64_t number, std::uint64_t step, Batch& batch) override;

 private:
  // Where a lane stands.
  struct Cursor {
    std::size_t place =
        0;                 // in the epoch's order, of the piece it is in or, with left == 0, behind
    std::size_t from = 0;  // the piece's step it begins at, if it is not open yet
    std::size_t left = 0;  // steps of the piece
    std::size_t to_come = 0;  // steps of the lane
    bool begins = true;       // the state is zero before the next step
    std::unique_ptr<PieceSteps> piece;
  };
  void seek(std::uint64_t number);
  Status advance(Cursor& cursor, Lane& lane);
  std::size_t steps_at(std::size_t place) const;

  const Trainer& trainer_;
  PackedSteps steps_;
  std::uint64_t seed_;
  std::uint64_t most_batches_;
  ThreadPool pool_;
  std::size_t total_ = 0;  // steps of an epoch
  int epoch_ = -1;
  std::unique_ptr<DrawnOrder> order_;
  std::uint64_t next_ = 0;  // the batch the cursors stand before
  std::vector<Cursor> cursors_;
  std::vector<Lane> lanes_;
};

// Pieces to measure on, whole: those of the smallest hashes until there are `most_notes`; in that order.
std::vector<std::size_t> packed_held_out(const PackedSet& set, PackedTokens tokens,
                                         std::size_t most_notes);

}  // namespace bach
