// Numbers as text.
#pragma once

#include <cstddef>
#include <string>

namespace bach {

// The shortest text that reads back as the same number, in every locale: for files.
std::string number_text(double value);

// With `digits` behind the point, in every locale: "3.10".
std::string fixed_text(double value, int digits);
// "1 note", "3 notes".
std::string count_text(std::size_t count, const std::string& noun);
// Minutes and seconds, rounded: "3:05".
std::string clock_text(double seconds);

}  // namespace bach
