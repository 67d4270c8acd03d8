// Notices training that diverges, at the step where it shows.
#pragma once

#include <cstdint>
#include <string>

namespace bach {

// Follows the losses of batches. Plain numbers, so that a checkpoint can carry them.
struct LossWatch {
  double first = 0;        // loss of the first batch, nats: about that of guessing
  double smooth = 0;       // running mean that forgets over about 20 batches
  std::uint64_t seen = 0;  // batches

  // Takes the loss of the next batch. Empty while all is well; otherwise what is wrong: the loss is
  // no number, ten times that of the first batch (at least 1 nat), or three times it in the mean.
  std::string see(double loss);

  // Whether the batch seen last was no worse than guessing.
  bool sane(double loss) const { return loss <= first; }
};

}  // namespace bach
