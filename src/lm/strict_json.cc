#include "lm/strict_json.h"

#include <set>
#include <vector>

#include "lm/safetensors.h"

namespace bach {

using nlohmann::json;

std::optional<json> parse_strictly(std::span<const std::uint8_t> text, int deepest,
                                   const std::string& what, std::string& reason) {
  std::vector<std::set<std::string>> keys;
  std::size_t values = 0;
  const auto watch = [&](int depth, json::parse_event_t event, json& parsed) {
    if (event == json::parse_event_t::object_start) keys.emplace_back();
    if (event == json::parse_event_t::object_end && !keys.empty()) keys.pop_back();
    const bool ends =
        event == json::parse_event_t::object_end || event == json::parse_event_t::array_end;
    if (event != json::parse_event_t::key && !ends && ++values > kMostJsonValues) {
      reason = what + " has more than " + std::to_string(kMostJsonValues) + " values";
    }
    if (depth > deepest) reason = what + " is nested too deeply";
    if (event == json::parse_event_t::key && !keys.empty() &&
        !keys.back().insert(parsed.get<std::string>()).second) {
      reason = what + " names " + shown_name(parsed.get<std::string>()) + " twice";
    }
    return reason.empty();
  };
  json parsed = json::parse(text.begin(), text.end(), watch, /*allow_exceptions=*/false);
  if (!reason.empty()) return {};
  if (parsed.is_discarded()) reason = what + " is not valid JSON";
  if (!parsed.is_discarded() && !parsed.is_object()) reason = what + " is not a JSON object";
  if (!reason.empty()) return {};
  return parsed;
}

}  // namespace bach
