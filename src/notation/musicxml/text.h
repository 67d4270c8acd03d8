// Words out of MusicXML.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace bach::musicxml {

// One line of UTF-8 of at most `most` bytes: blanks and control characters become single spaces,
// none at the ends.
std::string one_line(std::string_view text, std::size_t most = 500);

}  // namespace bach::musicxml
