// The finder's parameters as bytes, for a model file.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "harmony/parameters.h"

namespace bach {

// Every number as a little-endian float, in the order of FinderParameters.
std::vector<std::uint8_t> finder_bytes(const FinderParameters& parameters);

// Errors (kInvalidData): another number of them, or one that is no probability. `name` is of the
// file, for messages.
Result<FinderParameters> finder_from_bytes(std::span<const std::uint8_t> bytes,
                                           const std::string& name);

}  // namespace bach
