// A piece of music as a packed set keeps it: what is known of it, and the tokens of the presets that
// learn from whole pieces.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace bach {

// Of the same notes whatever their key, tempo and order of tracks; see fingerprint.h.
struct ContentHash {
  std::uint64_t high = 0;
  std::uint64_t low = 0;

  auto operator<=>(const ContentHash&) const = default;
};

// Pieces alike have many of these in common; see fingerprint.h.
inline constexpr std::size_t kSketchValues = 32;
using ContentSketch = std::array<std::uint16_t, kSketchValues>;

enum class PackedSplit : std::uint8_t { kTraining = 0, kHeldOut = 1 };

// What a set's table says of a piece.
struct PieceFacts {
  ContentHash hash;
  PackedSplit split = PackedSplit::kTraining;
  bool resembles = false;            // another piece of the set, which stands on the same side
  std::uint32_t suite_notes = 0;     // first_statements(); 0: the suite preset cannot say it
  std::uint32_t sequence_notes = 0;  // rows of the sequences preset; 0: likewise
  std::uint32_t notes = 0;           // of the tracks taken
  std::uint32_t dropped = 0;         // of them, no preset has a token for: out of range
  std::uint32_t quarters = 0;        // length, rounded up
  std::uint8_t metre_numerator = 4;  // of the first metre
  std::uint8_t metre_denominator = 4;
  std::uint8_t tracks = 1;      // taken; 255: or more
  std::uint8_t program = 0;     // of the track with the most notes
  std::uint8_t lowest = 0;      // pitches
  std::uint8_t highest = 0;     // likewise
  std::uint8_t percussion = 0;  // percent of the file's notes
  std::uint8_t kind = 0;        // PieceKind

  bool operator==(const PieceFacts&) const = default;
};

struct PackedPiece {
  std::string name;  // UTF-8, of the file or the member of an archive
  PieceFacts facts;
  ContentSketch sketch{};
  std::vector<std::uint8_t> sequence;  // rows of token/pitch_sequences.h
  std::vector<std::uint8_t>
      suite;  // as append_suite_piece() writes; empty where there are no tokens

  bool operator==(const PackedPiece&) const = default;
};

}  // namespace bach
