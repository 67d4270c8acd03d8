// How a page looks: on light and dark screens, narrow and wide ones, and on paper.
#pragma once

#include <string_view>

namespace bach {

// A style sheet without "<" and "&".
std::string_view report_style();

}  // namespace bach
