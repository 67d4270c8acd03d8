// The known name a mistyped one was probably meant to be.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bach {

// The candidate within a third of its length (at least 1, in Damerau–Levenshtein edits, case
// ignored) nearest to `word`; the earliest of equals; empty when none is near.
std::string nearest_name(std::string_view word, const std::vector<std::string>& candidates);

// ", did you mean NAME?" or nothing.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace bach
