// The order of parts, and the order in which their sections sound.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "notation/form/repeats.h"

namespace bach::abc {

// "A2(BA).C" as "AABAC": letters, a number behind a letter or bracket repeats it, dots and blanks
// mean nothing. Errors: kLimit for more than `most` letters. What is no such text ends it.
Result<std::string> parts_in_order(std::string_view text, std::size_t most);

// The form of music from 0 to `end` whose parts begin at `begins` (by time, each with its letter; of
// two of a letter the first counts): parts are played in `order`, each with its own repeats; what
// stands before the first is played before it. `missing` hears of each letter that is no part.
// Errors as played_form().
Result<notation::PlayedForm> form_of_parts(std::string_view order,
                                           const std::vector<std::pair<Tick, char>>& begins,
                                           const std::vector<notation::RoadSign>& signs, Tick end,
                                           std::size_t most,
                                           const std::function<void(Tick)>& stray_jump,
                                           const std::function<void()>& missing);

}  // namespace bach::abc
