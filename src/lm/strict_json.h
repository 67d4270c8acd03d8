// JSON from files nobody vouches for.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>

namespace bach {

// Parses a JSON object; a key said twice in one object, or nesting deeper than `deepest`, is an
// error like any other. `reason` then says which, `what` ("its header") being the text's name.
std::optional<nlohmann::json> parse_strictly(std::span<const std::uint8_t> text, int deepest,
                                             const std::string& what, std::string& reason);

}  // namespace bach
