// Pictures in characters: what the kinds share.
#pragma once

#include <cstddef>
#include <string>

#include "plot/picture.h"

namespace bach {

// `text` in the colour of a series, when the terminal shows colours.
std::string painted(const std::string& text, std::size_t series, const TextView& view);
// A horizontal bar of `length` columns, in eighths of a column.
std::string bar_text(double length);
// Columns UTF-8 text takes, one a character: enough for what pictures say.
std::size_t columns_of(const std::string& utf8);
std::string padded_left(const std::string& utf8, std::size_t columns);
std::string padded_right(const std::string& utf8, std::size_t columns);
// `character` `count` times.
std::string repeated(const std::string& character, std::size_t count);

}  // namespace bach
