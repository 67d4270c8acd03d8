// Which encoding an XML text is in, and UTF-8 out of it.
#pragma once

#include <string_view>
#include <vector>

namespace pugi {

// False: the text is taken for UTF-8 as it is. Else `utf8` has it, and a zero byte behind; what is
// no character is left out.
bool to_utf8(std::string_view text, std::vector<char>& utf8);

// Writes a character; 1 to 4 bytes. Returns what is behind it. Values beyond Unicode are cut.
char* write_utf8(char32_t character, char* to);

}  // namespace pugi
