// A shard of a packed set as the parts that fuzzing changes, and back, with lengths, places and checksums
// that fit them; doc/packed.md describes the format.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace bach::fuzz {

using Bytes = std::vector<std::uint8_t>;

struct ShardParts {
  Bytes header;                 // of kShardHeaderBytes
  std::vector<Bytes> payloads;  // one an entry
  std::vector<Bytes> entries;   // of kShardEntryBytes
  Bytes sketches, sources, names, causes, settings;
};

// Of what is laid out as a shard and whose payloads follow one another, whatever its checksums say.
std::optional<ShardParts> parts_of(std::span<const std::uint8_t> file);

// As many entries as payloads. What says a length, a place, a count or a checksum is made to fit, and so are
// the notes that an entry says its payload has, where that can be read.
Bytes shard_of(ShardParts parts);

// Makes the checksums fit what they are of, as far as the file is laid out as a shard; nothing else.
// Needs kShardHeaderBytes.
void mend_checksums(std::span<std::uint8_t> file);

}  // namespace bach::fuzz
