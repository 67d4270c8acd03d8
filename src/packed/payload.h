// The tokens of a piece as bytes of a shard; doc/packed.md describes them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/result.h"
#include "suite/piece.h"

namespace bach {

inline constexpr std::size_t kMostPackedParts = 4096;
inline constexpr std::size_t kMostPackedSections = 16384;

// Whether a piece is within these and has notes to learn from.
bool fits_payload(const SuitePiece& piece);

// Appends plan, sections and tokens of a piece that encode_any() made; its chords and motives are
// not kept. Requires fits_payload().
void append_suite_piece(const SuitePiece& piece, std::vector<std::uint8_t>& bytes);

// What append_suite_piece() wrote, and nothing behind it. Whatever the bytes: the piece can be
// stepped through, or kInvalidData.
Result<SuitePiece> read_suite_piece(std::span<const std::uint8_t> bytes);

}  // namespace bach
