// Packing files of any number into a set to learn from: what `bach corpus pack` does, without the printing.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/cancel.h"
#include "base/progress.h"
#include "base/result.h"
#include "packed/shard_writer.h"
#include "packed/take.h"
#include "ranks/group.h"

namespace bach {

struct PackOptions {
  // Files, folders (as expand_inputs() reads them, and archives in them), archives; "-": a list of
  // these on standard input, one a line.
  std::vector<std::string> inputs;
  std::string output;  // the folder of the set; one that is there is added to
  std::string report;  // file for what was left out and why; empty: none
  TakeOptions take;
  int threads = 0;                                  // 0: the cores this process may use
  std::size_t shard_bytes = std::size_t{16} << 20;  // about, of a shard
  bool force = false;                               // replace a report that is there
};

// The General MIDI programs, 0-based, of an instrument's name or of a number. kInvalidArgument.
Result<std::vector<int>> programs_called(const std::string& instrument);

// "3/4". kInvalidArgument.
Result<Metre> metre_called(const std::string& text);

struct PackSummary {
  std::uint64_t sources = 0;  // files, and members of archives, that were looked at
  std::uint64_t known = 0;    // files and archives that are in the set already, not looked at again
  std::uint64_t bytes = 0;    // of what was looked at, unpacked
  std::uint64_t mended = 0;   // of them, files that had to be repaired or read leniently
  std::uint64_t pieces = 0;   // added
  std::uint64_t held_out = 0;       // of them
  std::uint64_t resembling = 0;     // of them: like another one, on the same side
  std::uint64_t notes = 0;          // of them, of the tracks taken
  std::uint64_t dropped = 0;        // of those, without a token of some preset
  std::uint64_t without_suite = 0;  // pieces the suite preset has no tokens of
  RefusalCounts refused;            // pieces, or files without any, by cause
  std::uint64_t set_pieces = 0;     // in the set now
};

// Reads everything behind the inputs and adds it to the set, shard by shard. What the set has seen
// (the same path, size and time) is not read again. The set is decided by the files and their
// order alone, whatever the threads; after an end by force the same call goes on behind the last
// finished shard, and the outcome is the same.
//
// Memory: some 100 bytes a piece of the set, and what few files take at once.
//
// Errors: kInvalidArgument for inputs there are not, or a set packed in another way; kExists for the
// report; kCancelled, with what was read until then in the set; those of writing and of a set that is damaged.
//
// Of several processes all call it with the same options: rank 0 finds the files and writes the set, all read
// in turns, under the paths rank 0 found, and the set has the same bytes. Others than rank 0 return an empty summary, and are not
// stopped by themselves.
Result<PackSummary> pack_corpus(const PackOptions& options, const ProgressCallback& progress,
                                const Cancellation& cancellation, Group& group = alone());

}  // namespace bach
