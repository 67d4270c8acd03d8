#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "app/inspect.h"

namespace bach {
namespace {

template <typename Value>
nlohmann::json stated_or_null(const std::optional<Value>& value) {
  return value ? nlohmann::json(*value) : nlohmann::json();
}

nlohmann::json stated_or_null(const std::string& text) {
  return text.empty() ? nlohmann::json() : nlohmann::json(text);
}

}  // namespace

nlohmann::ordered_json inspection_json(const Inspection& found) {
  nlohmann::ordered_json json;
  json["format"] = stated_or_null(found.format);
  json["division"] = found.division;
  json["tracks"] = found.tracks;
  json["notes"] = found.notes;
  json["chords"] = found.chords;
  json["lowest"] = stated_or_null(found.lowest);
  json["highest"] = stated_or_null(found.highest);
  json["key"] = stated_or_null(found.key);
  json["metre"] = found.metre;
  json["tempo"] = found.tempo;
  json["seconds"] = found.seconds;
  json["warnings"] = found.warnings;
  return json;
}

}  // namespace bach
