// Numbers in MusicXML's text.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace bach::musicxml {

// A whole number between blanks; nothing for anything else.
std::optional<int> whole_number(std::string_view text);

// A decimal number between blanks in thousandths, further digits dropped: "1.5" is 1500. Nothing
// for anything else and beyond a thousand millions.
std::optional<std::int64_t> thousandths(std::string_view text);

}  // namespace bach::musicxml
