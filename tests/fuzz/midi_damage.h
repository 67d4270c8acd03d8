// Changes to MIDI bytes that know what a MIDI file is made of.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace bach::fuzz {

// A stretch of a MIDI file, as far as it can be made out.
struct Piece {
  enum class Kind { kHeader, kChunkLength, kTrack, kDelta, kEvent, kPayloadLength };
  Kind kind = Kind::kHeader;
  std::size_t begin = 0;
  std::size_t end = 0;
};

// The pieces of `bytes`, in order; tracks (mark, length and events) contain the pieces of theirs.
// Bytes that make no sense end the walk through their track.
std::vector<Piece> pieces_of(std::span<const std::uint8_t> bytes);

// The bytes with one or a few changes that `seed` decides: another delta, event, length or payload,
// events taken away, doubled or moved, tracks swapped, doubled or dropped, another header. Chunk
// lengths are mended afterwards three times out of four.
std::vector<std::uint8_t> mutated_midi(std::vector<std::uint8_t> bytes, std::uint32_t seed);

// Sets each track's length to where the next one or the file ends.
void mend_lengths(std::vector<std::uint8_t>& bytes);

// A number of variable length, as MIDI writes it; `value` < 2^28.
std::vector<std::uint8_t> variable_length(std::uint32_t value);

}  // namespace bach::fuzz
