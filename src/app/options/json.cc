#include "app/options/json.h"

#include <nlohmann/json.hpp>
#include <utility>

namespace bach {
namespace {

// monostate where the type does not fit, which check_option() refuses.
OptionValue value_of(OptionType type, const nlohmann::json& json) {
  switch (type) {
    case OptionType::kFlag:
      if (json.is_boolean()) return json.get<bool>();
      break;
    case OptionType::kWhole:
      // Unsigned numbers beyond 2^63 turn negative, so they are out of an int's range still.
      if (json.is_number_integer()) return json.get<std::int64_t>();
      break;
    case OptionType::kSeed:
      if (json.is_number_unsigned()) return json.get<std::uint64_t>();
      break;
    case OptionType::kNumber:
      if (json.is_number()) return json.get<double>();
      break;
    case OptionType::kText:
    case OptionType::kName:
      if (json.is_string()) return json.get<std::string>();
      break;
    case OptionType::kTexts: {
      if (!json.is_array()) break;
      std::vector<std::string> list;
      for (const nlohmann::json& each : json) {
        if (!each.is_string()) return {};
        list.push_back(each.get<std::string>());
      }
      return list;
    }
  }
  return {};
}

}  // namespace

nlohmann::ordered_json options_to_json(const OptionList& table, const GivenOptions& given) {
  nlohmann::ordered_json json = nlohmann::ordered_json::object();
  for (const Option& option : table.options()) {
    const auto found = given.find(option.name);
    if (found == given.end()) continue;
    nlohmann::ordered_json& field = json[std::string(option.name)];
    std::visit(
        [&](const auto& value) {
          if constexpr (!std::is_same_v<std::decay_t<decltype(value)>, std::monostate>) {
            field = value;
          }
        },
        found->second);
  }
  return json;
}

Result<GivenOptions> options_from_json(const OptionList& table, const nlohmann::json& json) {
  if (!json.is_object()) return invalid_argument("", "options are a JSON object");
  GivenOptions given;
  for (const auto& [name, field] : json.items()) {
    const Result<const Option*> found = table.find(name);
    if (!found) return found.error();
    const Option& option = **found;
    if (field.is_null()) continue;
    OptionValue value = value_of(option.value.type, field);
    if (value.index() == 0 && option.value.type == OptionType::kSeed && field.is_number_integer()) {
      return invalid_argument(name, "must be 0 or more");
    }
    if (value.index() == 0) {
      // Never fine, whatever the member may hold: null was left out above.
      Option strict = option;
      strict.value.optional = false;
      return check_option(strict, value).error();
    }
    if (Status fine = check_option(option, value); !fine) return std::move(fine).error();
    given.emplace(name, std::move(value));
  }
  return given;
}

}  // namespace bach
