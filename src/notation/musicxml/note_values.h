// Written values by their names.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace bach::musicxml {

inline constexpr std::int64_t kValuesPerQuarter = 4096;

// "quarter" with `dots` dots in 4096ths of a quarter; nothing for unknown names and more than four
// dots.
std::optional<std::int64_t> note_value(std::string_view type, int dots);

}  // namespace bach::musicxml
