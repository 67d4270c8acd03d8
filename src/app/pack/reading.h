// A file, or a member of an archive, made pieces of a packed set.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "packed/piece.h"
#include "packed/take.h"

namespace bach {

// Larger files are refused: a few of them would be all the memory there is.
inline constexpr std::size_t kMostPackedFileBytes = std::size_t{8} << 20;

struct ReadingJob {
  std::filesystem::path path;       // to read, unless the bytes are here
  std::string name;                 // in the set
  std::vector<std::uint8_t> bytes;  // of a member
  bool has_bytes = false;
};

struct LeftOut {
  std::string name;
  Refusal refusal;
};

struct Reading {
  std::vector<PackedPiece> pieces;  // of a book several, by number; their names end in ":12"
  std::vector<LeftOut> left_out;
  bool mended = false;      // something had to be repaired
  bool unread = false;      // the file could not be: another time it may
  std::uint64_t bytes = 0;  // looked at
};

// From any thread. Of equal bytes and names equal pieces, see take_piece().
Reading read_pieces(ReadingJob job, const TakeOptions& options, const HasMusic& has);

}  // namespace bach
