// The instruments of General MIDI (MIDI Association, RP-003: General MIDI System Level 1).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace bach {

// The name of a program, 0 … 127: "Cello" is 42.
std::string_view instrument_name(int program);

// A program from what a person writes: a name in any case ("cello", "church organ"), or a number as
// General MIDI counts, 1 … 128 (43 is the cello). kInvalidArgument with the nearest name for what
// is neither.
Result<int> parse_instrument(const std::string& text);

}  // namespace bach
