// A line of ABC music read into the voices of its tune.
#pragma once

#include <string_view>

#include "base/result.h"
#include "notation/abc/tune.h"

namespace bach::abc {

// Reads `text`, line tune.line of the file, without its comment. What the standard names is read or
// counted and passed over. Errors: kLimit for a tune of more than a million quarters.
Status read_music_line(std::string_view text, Tune& tune);

}  // namespace bach::abc
