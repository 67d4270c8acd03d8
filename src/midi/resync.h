// Finding the way back into damaged events.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace bach {

// Which of the events must have their status written out.
enum class Statuses { kFirst, kAll };

// Whether sound events begin at `at`: eight without fault, or fewer that lead to an end of track.
// `bytes` are those of the file, of which those before `limit` are read.
bool sound_events_at(std::span<const std::uint8_t> bytes, std::size_t at, std::size_t limit,
                     Statuses written_out);

// The first offset at or behind `from` where they do, the first status written out;
// `limit` when there is none.
std::size_t find_sound_events(std::span<const std::uint8_t> bytes, std::size_t from,
                              std::size_t limit);

}  // namespace bach
