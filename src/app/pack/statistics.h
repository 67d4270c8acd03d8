// What is in a packed set: what `bach corpus stat` says, without the printing.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "app/plot.h"
#include "base/result.h"
#include "packed/shard_writer.h"

namespace bach {

struct SetCount {
  std::string name;
  std::uint64_t pieces = 0;
};

struct SetStatistics {
  std::string settings;  // how it was packed
  std::size_t shards = 0;
  std::uint64_t bytes = 0;
  std::uint64_t sources = 0;  // files and archives looked at
  std::uint64_t pieces = 0;
  std::uint64_t held_out = 0;
  std::uint64_t resembling = 0;
  std::uint64_t notes = 0;  // of the tracks taken
  std::uint64_t dropped = 0;
  std::uint64_t suite_pieces = 0,
                suite_notes = 0;  // with tokens of the suite preset, held-out ones too
  std::uint64_t sequence_pieces = 0, sequence_notes = 0;  // likewise
  int lowest = 0, highest = 0;                            // pitches
  std::vector<SetCount> metres;                           // the commonest first
  std::vector<SetCount> instruments;                      // of the busiest track, likewise
  std::vector<SetCount> voices;  // tracks of a piece: 1, 2, 3–4, 5–8, more
  RefusalCounts refused;
  Plot lengths;  // notes of a piece, in classes that double
};

// Errors: those of PackedSet::open().
Result<SetStatistics> set_statistics(const std::string& set);

}  // namespace bach
