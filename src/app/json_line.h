// JSON values as lines of text.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace bach {

// `value` in one line. Bytes that are not UTF-8, as file names may hold, become U+FFFD.
template <typename Json = nlohmann::json>
std::string json_line(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace bach
