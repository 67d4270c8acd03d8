#include "lm/network_config_text.h"

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "base/nearest_name.h"
#include "lm/safetensors.h"
#include "lm/strict_json.h"

namespace bach {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::pair<const char*, Activation> kActivations[] = {
    {"none", Activation::kNone}, {"relu", Activation::kRelu}, {"tanh", Activation::kTanh}};

// The rates of the "dropout" object.
constexpr std::pair<const char*, double NetworkConfig::*> kRates[] = {
    {"input", &NetworkConfig::input_dropout},
    {"output", &NetworkConfig::output_dropout},
    {"layer", &NetworkConfig::layer_dropout},
    {"head", &NetworkConfig::head_dropout},
    {"recurrent", &NetworkConfig::recurrent_dropout}};

template <typename Named>
std::vector<std::string> names_of(const std::vector<Named>& list) {
  std::vector<std::string> names;
  for (const Named& each : list) names.push_back(each.name);
  return names;
}

// Takes an object apart; the first thing that is wrong is kept as the reason.
class Reader {
 public:
  const std::optional<std::string>& reason() const { return reason_; }
  void refuse(std::string reason) {
    if (!reason_) reason_ = std::move(reason);
  }

  // Whether `object` is one and has no keys but these.
  bool is_object_of(const json& object, const std::string& what,
                    const std::vector<std::string>& keys) {
    if (!object.is_object()) {
      refuse(what + " is not an object");
      return false;
    }
    for (const auto& [key, value] : object.items()) {
      if (std::find(keys.begin(), keys.end(), key) != keys.end()) continue;
      refuse(what + " has the unknown key " + shown_name(key) + did_you_mean(key, keys));
      return false;
    }
    return true;
  }

  void read(const json& object, const char* key, int& to) {
    if (!object.contains(key)) return;
    const json& value = object[key];
    if (value.is_number_unsigned() &&
        value.get<std::uint64_t>() <= std::uint64_t{std::numeric_limits<int>::max()}) {
      to = value.get<int>();
    } else {
      refuse(std::string("'") + key + "' is not a whole number in range");
    }
  }
  void read(const json& object, const char* key, double& to) {
    if (!object.contains(key)) return;
    if (object[key].is_number()) {
      to = object[key].get<double>();
    } else {
      refuse(std::string("'") + key + "' is not a number");
    }
  }
  void read(const json& object, const char* key, std::string& to) {
    if (!object.contains(key)) return;
    if (object[key].is_string()) {
      to = object[key].get<std::string>();
    } else {
      refuse(std::string("'") + key + "' is not a string");
    }
  }
  void read(const json& object, const char* key, bool& to) {
    if (!object.contains(key)) return;
    if (object[key].is_boolean()) {
      to = object[key].get<bool>();
    } else {
      refuse(std::string("'") + key + "' is neither true nor false");
    }
  }
  // The index of the name under `key` among `names`.
  void read_name(const json& object, const char* key, const std::vector<std::string>& names,
                 int& to) {
    if (!object.contains(key)) return;
    std::string name;
    read(object, key, name);
    if (!reason_) to = index_of(name, names);
  }
  // Every item of the list under `key`, if there is one.
  template <typename Visit>
  void each(const json& object, const char* key, Visit visit) {
    if (reason_ || !object.contains(key)) return;
    if (!object[key].is_array()) return refuse(std::string("'") + key + "' is not a list");
    for (const json& item : object[key]) {
      if (!reason_) visit(item);
    }
  }
  void read_names(const json& object, const char* key, const std::vector<std::string>& names,
                  std::vector<int>& to) {
    each(object, key, [&](const json& item) {
      if (!item.is_string()) return refuse(std::string("'") + key + "' holds something but names");
      to.push_back(index_of(item.get<std::string>(), names));
    });
  }

 private:
  int index_of(const std::string& name, const std::vector<std::string>& names) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found != names.end()) return static_cast<int>(found - names.begin());
    refuse("there is nothing called " + shown_name(name) + did_you_mean(name, names));
    return 0;
  }

  std::optional<std::string> reason_;
};

void read_rates(Reader& reader, const json& object, NetworkConfig& config) {
  if (!object.contains("dropout")) return;
  std::vector<std::string> keys;
  for (const auto& [key, rate] : kRates) keys.emplace_back(key);
  if (!reader.is_object_of(object["dropout"], "'dropout'", keys)) return;
  for (const auto& [key, rate] : kRates) reader.read(object["dropout"], key, config.*rate);
}

void read_head(Reader& reader, const json& item, NetworkConfig& config) {
  if (!reader.is_object_of(item, "a head",
                           {"name", "classes", "fields", "hidden", "activation", "tied", "shift",
                            "relatives", "guesses"})) {
    return;
  }
  const std::vector<std::string> tables = names_of(config.tables), fields = names_of(config.fields);
  HeadConfig head;
  reader.read(item, "name", head.name);
  reader.read(item, "classes", head.classes);
  reader.read_names(item, "fields", fields, head.fields);
  reader.read(item, "hidden", head.hidden);
  std::string activation = "none";
  reader.read(item, "activation", activation);
  const auto known = std::find_if(std::begin(kActivations), std::end(kActivations),
                                  [&](const auto& each) { return activation == each.first; });
  if (known != std::end(kActivations)) {
    head.activation = known->second;
  } else {
    reader.refuse("activation is " + shown_name(activation) + "; it must be none, relu or tanh");
  }
  reader.read_name(item, "tied", tables, head.tied_table);
  if (item.contains("shift")) {  // as models of 0.1 say it
    RelativeConfig shift{"shift"};
    reader.read_name(item, "shift", fields, shift.field);
    head.relatives.push_back(shift);
  }
  reader.each(item, "relatives", [&](const json& each) {
    if (!reader.is_object_of(each, "a relative", {"name", "field", "outputs", "cyclic"})) return;
    RelativeConfig relative;
    if (!each.contains("field")) return reader.refuse("a relative has no 'field'");
    reader.read(each, "name", relative.name);
    reader.read_name(each, "field", fields, relative.field);
    reader.read(each, "outputs", relative.outputs);
    reader.read(each, "cyclic", relative.cyclic);
    head.relatives.push_back(std::move(relative));
  });
  reader.each(item, "guesses", [&](const json& each) {
    if (!reader.is_object_of(each, "a guess", {"field", "bucket"})) return;
    GuessConfig guess;
    if (!each.contains("field")) return reader.refuse("a guess has no 'field'");
    reader.read_name(each, "field", fields, guess.field);
    reader.read_name(each, "bucket", fields, guess.bucket);
    head.guesses.push_back(guess);
  });
  config.heads.push_back(std::move(head));
}

NetworkConfig read_config(Reader& reader, const json& object) {
  NetworkConfig config;
  if (!reader.is_object_of(object, "the network",
                           {"tables", "fields", "inputs", "layers", "hidden", "dropout",
                            "forget_bias", "heads", "window"})) {
    return config;
  }
  reader.each(object, "tables", [&](const json& item) {
    TableConfig table;
    if (!reader.is_object_of(item, "a table", {"name", "rows", "width"})) return;
    reader.read(item, "name", table.name);
    reader.read(item, "rows", table.rows);
    reader.read(item, "width", table.width);
    config.tables.push_back(std::move(table));
  });
  const std::vector<std::string> tables = names_of(config.tables);
  reader.each(object, "fields", [&](const json& item) {
    FieldConfig field;
    if (!reader.is_object_of(item, "a field", {"name", "table", "range", "dropout"})) return;
    reader.read(item, "name", field.name);
    reader.read_name(item, "table", tables, field.table);
    reader.read(item, "range", field.range);
    reader.read(item, "dropout", field.dropout);
    config.fields.push_back(std::move(field));
  });
  reader.read_names(object, "inputs", names_of(config.fields), config.inputs);
  reader.read(object, "layers", config.layers);
  reader.read(object, "hidden", config.hidden);
  reader.read(object, "forget_bias", config.forget_bias);
  reader.read(object, "window", config.window);
  read_rates(reader, object, config);
  reader.each(object, "heads", [&](const json& item) { read_head(reader, item, config); });
  return config;
}

ordered_json head_json(const NetworkConfig& config, const HeadConfig& head) {
  const auto field = [&](int index) { return config.fields[static_cast<std::size_t>(index)].name; };
  ordered_json out;
  out["name"] = head.name;
  out["classes"] = head.classes;
  out["fields"] = json::array();
  for (const int index : head.fields) out["fields"].push_back(field(index));
  out["hidden"] = head.hidden;
  for (const auto& [name, activation] : kActivations) {
    if (activation == head.activation) out["activation"] = name;
  }
  if (head.tied_table >= 0) {
    out["tied"] = config.tables[static_cast<std::size_t>(head.tied_table)].name;
  }
  for (const RelativeConfig& relative : head.relatives) {
    out["relatives"].push_back(ordered_json{{"name", relative.name},
                                            {"field", field(relative.field)},
                                            {"outputs", relative.outputs},
                                            {"cyclic", relative.cyclic}});
  }
  out["guesses"] = json::array();
  for (const GuessConfig& guess : head.guesses) {
    ordered_json item = {{"field", field(guess.field)}};
    if (guess.bucket >= 0) item["bucket"] = field(guess.bucket);
    out["guesses"].push_back(std::move(item));
  }
  return out;
}

}  // namespace

std::string network_config_text(const NetworkConfig& config) {
  ordered_json out;
  out["tables"] = json::array();
  for (const TableConfig& table : config.tables) {
    out["tables"].push_back(
        ordered_json{{"name", table.name}, {"rows", table.rows}, {"width", table.width}});
  }
  out["fields"] = json::array();
  for (const FieldConfig& field : config.fields) {
    ordered_json item = {{"name", field.name}};
    if (field.table >= 0) item["table"] = config.tables[static_cast<std::size_t>(field.table)].name;
    if (field.range > 0) item["range"] = field.range;
    item["dropout"] = field.dropout;
    out["fields"].push_back(std::move(item));
  }
  out["inputs"] = json::array();
  for (const int field : config.inputs) {
    out["inputs"].push_back(config.fields[static_cast<std::size_t>(field)].name);
  }
  out["layers"] = config.layers;
  out["hidden"] = config.hidden;
  out["forget_bias"] = config.forget_bias;
  for (const auto& [key, rate] : kRates) out["dropout"][key] = config.*rate;
  out["heads"] = json::array();
  for (const HeadConfig& head : config.heads) out["heads"].push_back(head_json(config, head));
  if (config.window > 0) out["window"] = config.window;
  return out.dump();
}

Result<NetworkConfig> parse_sequence_config(const std::string& text) {
  constexpr int kDeepest = 6;
  const auto refuse = [](const std::string& reason) {
    return Error{ErrorCode::kInvalidData, reason, {}};
  };
  std::string reason;
  const std::span<const std::uint8_t> bytes(reinterpret_cast<const std::uint8_t*>(text.data()),
                                            text.size());
  const std::optional<json> object = parse_strictly(bytes, kDeepest, "the network", reason);
  if (!object) return refuse(reason);
  Reader reader;
  NetworkConfig config = read_config(reader, *object);
  if (reader.reason()) return refuse("the network: " + *reader.reason());
  if (const Status valid = validate(config); !valid) {
    return refuse("the network: " + valid.error().message);
  }
  return config;
}

}  // namespace bach
