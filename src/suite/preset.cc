#include "suite/preset.h"

#include <algorithm>
#include <string>
#include <utility>

#include "suite/record.h"

namespace bach {
namespace {

constexpr int kWidestStep = 12;  // semitones the pitch head knows as steps

int table_called(const std::vector<TableConfig>& tables, std::string_view name) {
  const auto found = std::find_if(tables.begin(), tables.end(),
                                  [&](const TableConfig& table) { return table.name == name; });
  return found == tables.end() ? -1 : static_cast<int>(found - tables.begin());
}

// In the order of their first features, those of guesses last.
std::vector<TableConfig> tables_of_features() {
  std::vector<TableConfig> tables;
  for (const bool of_guesses : {false, true}) {
    for (const suite::Feature& feature : suite::features()) {
      const auto& [name, width] = feature.embedding;
      if (feature.options.bucket.empty() == of_guesses || name.empty()) continue;
      if (table_called(tables, name) < 0) {
        tables.push_back({std::string(name), feature.values, width});
      }
    }
  }
  return tables;
}

std::vector<GuessConfig> guess_configs(std::span<const suite::GuessColumns> guesses) {
  std::vector<GuessConfig> configs;
  for (const auto& [guess, bucket] : guesses) configs.push_back({guess, bucket});
  return configs;
}

HeadConfig pitch_head(const NetworkConfig& config) {
  const int pitch = suite::column("pitch");
  HeadConfig head;
  head.name = "pitch";
  head.classes = kSuitePitches;
  head.fields = suite::columns_entering(suite::kIntoBothHeads);
  const std::vector<int> own = suite::columns_entering(suite::kIntoPitchHead);
  head.fields.insert(head.fields.end(), own.begin(), own.end());
  head.tied_table = config.fields[static_cast<std::size_t>(pitch)].table;
  for (const int shift : suite::columns_entering(suite::kShiftsPitchHead)) {
    head.relatives.push_back(
        {config.fields[static_cast<std::size_t>(shift)].name, shift, 12, true});
  }
  for (const int from : suite::columns_entering(suite::kStepsPitchHead)) {
    head.relatives.push_back({"step", from, 2 * kWidestStep + 1, false});
  }
  head.guesses = guess_configs(suite::pitch_guesses());
  return head;
}

HeadConfig rhythm_head() {
  HeadConfig head;
  head.name = "rhythm";
  head.classes = kRhythmClasses;
  head.fields = suite::columns_entering(suite::kIntoBothHeads);
  const std::vector<int> own = suite::columns_entering(suite::kIntoRhythmHead);
  head.fields.insert(head.fields.end(), own.begin(), own.end());
  head.hidden = 256;
  head.activation = Activation::kTanh;
  head.guesses = guess_configs(suite::rhythm_guesses());
  return head;
}

}  // namespace

NetworkConfig suite_config() {
  NetworkConfig config;
  config.tables = tables_of_features();
  for (const suite::Feature& feature : suite::features()) {
    const int table = table_called(config.tables, feature.embedding.table);
    config.fields.push_back({std::string(feature.name), table, table < 0 ? feature.values : 0,
                             feature.options.dropout});
  }
  config.inputs = suite::columns_entering(suite::kIntoLstm);
  config.layers = 1;
  config.hidden = 192;
  config.input_dropout = 0.2;
  config.output_dropout = 0.5;
  config.recurrent_dropout = 0.3;
  config.forget_bias = 1;
  config.heads = {pitch_head(config), rhythm_head()};
  return config;
}

Status is_suite_config(const NetworkConfig& config) {
  const auto error = [](const std::string& what) {
    return Error{ErrorCode::kInvalidData, "no suite model of this version: " + what, {}};
  };
  if (config.fields.size() != suite::columns()) {
    return error("a step has " + std::to_string(config.fields.size()) + " fields, not " +
                 std::to_string(suite::columns()));
  }
  for (std::size_t c = 0; c < suite::columns(); ++c) {
    const suite::Feature& feature = suite::features()[c];
    const int range = field_range(config, static_cast<int>(c));
    if (config.fields[c].name != feature.name || range != feature.values) {
      return error("field " + std::to_string(c) + " is '" + config.fields[c].name + "' of " +
                   std::to_string(range) + " values, not '" + std::string(feature.name) + "' of " +
                   std::to_string(feature.values));
    }
  }
  if (config.heads.size() != 2 || config.heads[kPitchHead].classes != kSuitePitches ||
      config.heads[kRhythmHead].classes != kRhythmClasses) {
    return error("its heads are not pitch and rhythm");
  }
  return {};
}

NetworkConfig over_this_record(NetworkConfig config) {
  std::vector<FieldConfig> fields;
  std::vector<int> moved(config.fields.size(), -1);
  std::size_t found = 0;
  for (const suite::Feature& feature : suite::features()) {
    const auto of_name = [&](const FieldConfig& field) { return field.name == feature.name; };
    const auto field = std::find_if(config.fields.begin(), config.fields.end(), of_name);
    if (field == config.fields.end()) {
      fields.push_back({std::string(feature.name), -1, feature.values, 0});
      continue;
    }
    ++found;
    moved[static_cast<std::size_t>(field - config.fields.begin())] =
        static_cast<int>(fields.size());
    fields.push_back(*field);
  }
  if (found != config.fields.size()) return config;
  const auto move = [&](int& field) {
    if (field >= 0) field = moved[static_cast<std::size_t>(field)];
  };
  config.fields = std::move(fields);
  for (int& field : config.inputs) move(field);
  for (HeadConfig& head : config.heads) {
    for (int& field : head.fields) move(field);
    for (RelativeConfig& relative : head.relatives) move(relative.field);
    for (GuessConfig& guess : head.guesses) {
      move(guess.field);
      move(guess.bucket);
    }
  }
  return config;
}

namespace {

bool heads_see(const NetworkConfig& config, std::string_view feature) {
  const int column = suite::column(feature);
  return std::any_of(config.heads.begin(), config.heads.end(), [&](const HeadConfig& head) {
    return std::find(head.fields.begin(), head.fields.end(), column) != head.fields.end();
  });
}

}  // namespace

bool follows_harmony(const NetworkConfig& config) { return heads_see(config, "chord"); }
bool follows_motives(const NetworkConfig& config) { return heads_see(config, "motive"); }

}  // namespace bach
