// JSON from files nobody vouches for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>

namespace bach {

// A value of a few bytes takes a hundred as a tree.
inline constexpr std::size_t kMostJsonValues = 2'000'000;

// Parses a JSON object; a key said twice in one object, nesting deeper than `deepest`, or more than
// kMostJsonValues in all, is an error like any other. `reason` then says which, `what` ("its header") being the text's name.
std::optional<nlohmann::json> parse_strictly(std::span<const std::uint8_t> text, int deepest,
                                             const std::string& what, std::string& reason);

}  // namespace bach
