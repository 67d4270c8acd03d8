// A training on disk: everything it needs to be resumed, as a safetensors file; see
// doc/checkpoints.md.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "train/snapshot.h"

namespace bach {

// What decides the result of a training, by name: options ("--hidden": "256"), hashes of the music.
// Two trainings with equal descriptions end in the same bits.
using RunDescription = std::map<std::string, std::string>;

struct Checkpoint {
  RunDescription run;
  std::string program_version;
  TrainingSnapshot snapshot;
  // The training log so far, and the sum of the losses that wait for its next line.
  std::string log;
  double log_sum = 0;
  std::uint64_t log_steps = 0;
};

// The same checkpoint gives the same bytes.
std::vector<std::uint8_t> encode_checkpoint(const Checkpoint& checkpoint);

// Reads what encode_checkpoint() writes, as hostile input. Refused with the reason, `name` in
// front: what parse_safetensors() refuses, a file of another kind or of a newer version, numbers
// that are none, and any file whose bytes are not those that were written.
Result<Checkpoint> decode_checkpoint(std::span<const std::uint8_t> bytes, const std::string& name);

}  // namespace bach
