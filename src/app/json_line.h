// JSON values as lines of text.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace bach {

// `value` in one line, or indented by so many spaces. Bytes that are not UTF-8, as file names may
// hold, become U+FFFD.
template <typename Json = nlohmann::json>
std::string json_line(const Json& value, int indent = -1) {
  return value.dump(indent, ' ', false, Json::error_handler_t::replace);
}

}  // namespace bach
