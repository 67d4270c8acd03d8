// The numbers behind a picture, as text.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace bach {

// On one line. Names need not be UTF-8.
inline std::string json_line(const nlohmann::ordered_json& json) {
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace bach
