// The values of ABC's information fields.
#pragma once

#include <optional>
#include <string_view>

#include "score/score.h"

namespace bach::abc {

// "3/4", "C", "C|"; at is 0. Nothing when it is none of these.
std::optional<Metre> parse_metre(std::string_view text);
// "Dm", "Eb major", "F# clef=bass"; at is 0. Church modes are not read.
std::optional<Key> parse_key(std::string_view text);
// "1/16" as ticks of 480 per quarter.
std::optional<Tick> parse_unit_length(std::string_view text);
// "1/4=72" as microseconds per quarter.
std::optional<std::uint32_t> parse_tempo(std::string_view text);
// A whole number and nothing else, 0 … 1,000,000.
std::optional<int> parse_number(std::string_view text);

std::string_view trimmed(std::string_view text);

}  // namespace bach::abc
