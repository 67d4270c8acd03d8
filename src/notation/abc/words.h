// The text of a field, taken apart.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bach::abc {

std::string_view trimmed(std::string_view text);
// Without what follows a '%' that is not escaped.
std::string_view without_comment(std::string_view line);
// Words between blanks; a quoted stretch keeps its blanks: name="Violin 1".
std::vector<std::string_view> words_of(std::string_view text);
// A property of a voice or key, "clef=bass": its value without quotes; empty for another name.
std::string_view property(std::string_view word, std::string_view name);
// What stands in text strings of ABC (8.2 of the standard), as UTF-8: \'e, \u00e9, &eacute;, \%.
std::string plain_text(std::string_view text);

}  // namespace bach::abc
