// Finding the way back into damaged events.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace bach {

// The first offset at or behind `from` where sound events begin: a status written out, and then
// either eight events without fault or fewer that lead to an end of track. `limit` when there is
// none. `events` are the bytes of the file, of which those before `limit` are looked at.
std::size_t find_sound_events(std::span<const std::uint8_t> bytes, std::size_t from,
                              std::size_t limit);

}  // namespace bach
