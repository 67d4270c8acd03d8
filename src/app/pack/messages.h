// What processes that pack together tell one another, as bytes: files to be read, and what came of them.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "app/pack/reading.h"
#include "base/result.h"

namespace bach {

struct ReadingOrder {
  bool last = false;             // there is nothing more to read
  std::vector<ContentHash> has;  // music that is in the set by now, beside what was said before
  std::vector<ReadingJob> jobs;
};

std::vector<std::uint8_t> encode_order(const ReadingOrder& order);
std::vector<std::uint8_t> encode_readings(std::span<const Reading> readings);

// kInvalidData for bytes that are of something else.
Result<ReadingOrder> decode_order(std::span<const std::uint8_t> bytes);
Result<std::vector<Reading>> decode_readings(std::span<const std::uint8_t> bytes);

}  // namespace bach
