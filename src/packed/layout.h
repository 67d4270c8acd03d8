// The bytes of a shard, format 1; doc/packed.md describes them. All numbers are little-endian.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "packed/piece.h"

namespace bach {

inline constexpr std::uint32_t kShardVersion = 1;
inline constexpr std::size_t kShardHeaderBytes = 96;
inline constexpr std::size_t kShardEntryBytes = 72;
inline constexpr std::size_t kShardSketchBytes = 2 * kSketchValues;
inline constexpr std::size_t kShardSourceBytes = 16;
inline constexpr std::uint64_t kMostShardBytes = std::uint64_t{1} << 30;

// Where things are: header, payloads, entries, sketches, sources, names, causes, settings.
struct ShardHeader {
  std::uint64_t file_bytes = 0;
  std::uint64_t entries_at = 0;  // where the payloads end
  std::uint32_t pieces = 0;
  std::uint32_t sources = 0;
  std::uint32_t names_bytes = 0;
  std::uint32_t causes_bytes = 0;
  std::uint32_t settings_bytes = 0;
  std::uint32_t number = 0;          // of the shard in its set, from 0
  std::uint64_t vocabulary = 0;      // packed_vocabulary()
  std::uint32_t entries_crc = 0;     // of the entries
  std::uint32_t rest_crc = 0;        // of all behind them
  std::uint64_t training_notes = 0;  // of the suite preset; likewise in held-out pieces
  std::uint64_t held_out_notes = 0;

  std::uint64_t sketches_at() const {
    return entries_at + kShardEntryBytes * std::uint64_t{pieces};
  }
  std::uint64_t sources_at() const {
    return sketches_at() + kShardSketchBytes * std::uint64_t{pieces};
  }
  std::uint64_t names_at() const {
    return sources_at() + kShardSourceBytes * std::uint64_t{sources};
  }
  std::uint64_t causes_at() const { return names_at() + names_bytes; }
  std::uint64_t settings_at() const { return causes_at() + causes_bytes; }
};

// Where a piece is, beside what is known of it.
struct ShardEntry {
  PieceFacts facts;
  std::uint64_t payload_at = 0;
  std::uint32_t payload_bytes = 0;
  std::uint32_t payload_crc = 0;
  std::uint32_t name_at = 0;  // in the names
  std::uint16_t name_bytes = 0;
};

// A file or an archive that was looked at. Of an archive `members` have been, and more may follow.
struct PackedSource {
  std::uint64_t id = 0;
  std::uint32_t members = 0;
  bool complete = true;

  bool operator==(const PackedSource&) const = default;
};

// What tokens mean: the first half of the fingerprints of both presets' vocabularies, hashed.
std::uint64_t packed_vocabulary();

// With the magic in front and its own checksum behind: kShardHeaderBytes.
void append_header(const ShardHeader& header, std::vector<std::uint8_t>& bytes);
void append_entry(const ShardEntry& entry, std::vector<std::uint8_t>& bytes);
void append_sketch(const ContentSketch& sketch, std::vector<std::uint8_t>& bytes);
void append_source(const PackedSource& source, std::vector<std::uint8_t>& bytes);

// Errors: kInvalidData, kTruncated (`file_bytes`: how many there are), kUnsupported for another
// version. Messages do not name the file.
Result<ShardHeader> read_header(std::span<const std::uint8_t> bytes, std::uint64_t file_bytes);
// These take exactly their bytes.
ShardEntry read_entry(std::span<const std::uint8_t> bytes);
ContentSketch read_sketch(std::span<const std::uint8_t> bytes);
PackedSource read_source(std::span<const std::uint8_t> bytes);

}  // namespace bach
