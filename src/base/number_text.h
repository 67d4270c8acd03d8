// Numbers as text for files.
#pragma once

#include <string>

namespace bach {

// The shortest text that reads back as the same number, in every locale.
std::string number_text(double value);

}  // namespace bach
