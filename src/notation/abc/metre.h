// M:, L: and Q: fields.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "score/score.h"

namespace bach::abc {

struct MetreField {
  std::optional<Metre> metre;  // none: free; `at` is 0
};

// "3/4", "C", "C|", "(2+3)/8", "2+3/8", "none", "". Nothing when it is none of these.
std::optional<MetreField> read_metre_field(std::string_view text);

// As above, but only what is a metre.
std::optional<Metre> parse_metre(std::string_view text);

// The unit length where no L: says (3.1.7 of the standard), in ticks of kFineQuarter.
Tick default_unit(const std::optional<Metre>& metre);

// "1/16" in ticks of kFineQuarter: 1/1024 of a whole note … 16 of them.
std::optional<Tick> parse_unit_length(std::string_view text);

// "1/4=72", "\"Allegro\" 1/4=120", "1/4 3/8=40", and as once was written "120", "C=120", "C3=120",
// which count units. Microseconds per quarter; nothing without a number.
std::optional<std::uint32_t> parse_tempo(std::string_view text, Tick unit);

}  // namespace bach::abc
