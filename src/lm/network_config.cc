#include "lm/network_config.h"

#include <cstddef>
#include <map>
#include <set>

#include "lm/index.h"
#include "lm/window_config.h"

namespace bach {
namespace {

constexpr int kMostTables = 64;
constexpr int kMostFields = 128;
constexpr int kMostGuesses = 32;
constexpr int kMostRelatives = 8;

int count(const auto& list) { return static_cast<int>(list.size()); }

// Keeps the first thing that is wrong.
class Checker {
 public:
  void range(const std::string& what, int value, int least, int most) {
    if (value < least || value > most) {
      refuse(what + " is " + std::to_string(value) + "; it must be " + std::to_string(least) +
             " to " + std::to_string(most));
    }
  }
  void rate(const std::string& what, double value) {
    if (!(value >= 0 && value < 1)) {
      refuse(what + " is " + std::to_string(value) + "; it must be 0 or more, below 1");
    }
  }
  // Names reach tensor names and messages.
  void name(const std::string& kind, const std::string& value, std::set<std::string>& taken) {
    const bool plain =
        !value.empty() && value.size() <= 32 &&
        value.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string::npos;
    if (!plain) {
      refuse("a " + kind + " needs a name of 1 to 32 small letters, digits and underscores");
    } else if (!taken.insert(value).second) {
      refuse("two of the " + kind + "s are called " + value);
    }
  }
  void refuse(const std::string& reason) {
    if (status_) status_ = Error{ErrorCode::kInvalidArgument, reason, {}};
  }
  bool ok() const { return status_.ok(); }
  Status status() && { return std::move(status_); }

 private:
  Status status_;
};

void check_tables_and_fields(const NetworkConfig& config, Checker& check) {
  check.range("the number of tables", count(config.tables), 0, kMostTables);
  check.range("the number of fields", count(config.fields), 1, kMostFields);
  std::set<std::string> names;
  for (const TableConfig& table : config.tables) {
    check.name("table", table.name, names);
    check.range("rows of table " + table.name, table.rows, 1, 65536);
    check.range("width of table " + table.name, table.width, 0, 1024);
  }
  names.clear();
  for (const FieldConfig& field : config.fields) {
    check.name("field", field.name, names);
    check.range("the table of field " + field.name, field.table, -1, count(config.tables) - 1);
    check.rate("dropout of field " + field.name, field.dropout);
    if (!check.ok()) return;
    const bool embedded = field.table >= 0;
    check.range("range of field " + field.name, field.range, embedded ? 0 : 1,
                embedded ? config.tables[at(field.table)].rows : 65536);
  }
}

void check_columns(const NetworkConfig& config, const std::string& what,
                   const std::vector<int>& columns, Checker& check) {
  check.range("the number of " + what, count(columns), 0, kMostFields);
  for (const int field : columns) {
    check.range("a field among the " + what, field, 0, count(config.fields) - 1);
    if (check.ok() && config.fields[at(field)].table < 0) {
      check.refuse("field " + config.fields[at(field)].name + " is among the " + what +
                   " but has no table");
    }
  }
}

void check_head(const NetworkConfig& config, const HeadConfig& head, Checker& check) {
  const std::string of_head = " of head " + head.name;
  check.range("classes" + of_head, head.classes, 2, 4096);
  check.range("hidden" + of_head, head.hidden, 0, 4096);
  check_columns(config, "fields" + of_head, head.fields, check);
  if (head.hidden == 0 && head.activation != Activation::kNone) {
    check.refuse("head " + head.name + " has an activation but no hidden layer");
  }
  check.range("the tied table" + of_head, head.tied_table, -1, count(config.tables) - 1);
  if (check.ok() && head.tied_table >= 0) {
    const TableConfig& table = config.tables[at(head.tied_table)];
    if (table.rows != head.classes || table.width == 0) {
      check.refuse("head " + head.name + " is tied to table " + table.name +
                   ", which needs a row for each class and a width");
    }
  }
  check.range("the number of relatives" + of_head, count(head.relatives), 0, kMostRelatives);
  std::set<std::string> names = {"hidden", "output", "guess"};
  for (const RelativeConfig& relative : head.relatives) {
    check.name("relative", relative.name, names);
    if (relative.name.starts_with("guess_")) {
      check.refuse("relative " + relative.name + of_head + " must not be called like a guess");
    }
    check.range("the field of relative " + relative.name + of_head, relative.field, 0,
                count(config.fields) - 1);
    check.range("outputs of relative " + relative.name + of_head, relative.outputs, 2, 256);
    if (!relative.cyclic && relative.outputs % 2 == 0) {
      check.refuse("outputs of relative " + relative.name + of_head +
                   " must be odd, unless it is cyclic");
    }
  }
  check.range("the number of guesses" + of_head, count(head.guesses), 0, kMostGuesses);
  for (const GuessConfig& guess : head.guesses) {
    check.range("a guess" + of_head, guess.field, 0, count(config.fields) - 1);
    check.range("the bucket of a guess" + of_head, guess.bucket, -1, count(config.fields) - 1);
  }
}

}  // namespace

Status validate(const NetworkConfig& config) {
  Checker check;
  check_tables_and_fields(config, check);
  if (!check.ok()) return std::move(check).status();
  check.range("the number of inputs", count(config.inputs), 1, kMostFields);
  check_columns(config, "inputs", config.inputs, check);
  check.range("layers", config.layers, 1, 8);
  check.range("hidden", config.hidden, 1, 4096);
  check.rate("input dropout", config.input_dropout);
  check.rate("output dropout", config.output_dropout);
  check.rate("layer dropout", config.layer_dropout);
  check.rate("head dropout", config.head_dropout);
  check.rate("recurrent dropout", config.recurrent_dropout);
  if (!(config.forget_bias >= -10 && config.forget_bias <= 10)) {
    check.refuse("forget_bias is " + std::to_string(config.forget_bias) + "; it must be -10 to 10");
  }
  check.range("the number of heads", count(config.heads), 1, kMostHeads);
  std::set<std::string> names;
  for (const HeadConfig& head : config.heads) {
    check.name("head", head.name, names);
    check_head(config, head, check);
  }
  check.range("window", config.window, 0, kLongestWindow);
  if (check.ok() && config.window > 0) {
    const WindowConfig form = window_config(config);
    if (!validate(form).ok() || config != window_network(form)) {
      check.refuse(
          "a network of windows has one one-hot field and one head with a linear layer before its "
          "output, nothing else");
    }
  }
  return std::move(check).status();
}

int field_range(const NetworkConfig& config, int field) {
  const FieldConfig& column = config.fields[at(field)];
  return column.range > 0 ? column.range : config.tables[at(column.table)].rows;
}

FieldInputs field_inputs(const NetworkConfig& config, const std::vector<int>& columns) {
  FieldInputs inputs;
  std::map<int, int> first_row;  // of each one-hot table
  for (const int field : columns) {
    const int index = config.fields[at(field)].table;
    const TableConfig& table = config.tables[at(index)];
    if (table.width > 0) {
      inputs.embedded.push_back({field, index, inputs.width, table.width});
      inputs.width += table.width;
      continue;
    }
    const auto [known, fresh] = first_row.try_emplace(index, inputs.rows);
    if (fresh) inputs.rows += table.rows;
    inputs.one_hot.push_back({field, index, known->second, 0});
  }
  return inputs;
}

}  // namespace bach
