// Every option of a table through the command line, a configuration file, JSON and the stored command.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "app/options/config_text.h"
#include "app/options/json.h"
#include "cli/options.h"
#include "cli/terminal.h"

namespace bach::cli {

// A value in range that is not `usual`.
inline OptionValue another_value(const Option& option, const OptionValue& usual) {
  const double least = std::isfinite(option.range.least) ? option.range.least : -7;
  const double most = std::isfinite(option.range.most) ? option.range.most : least + 7;
  switch (option.value.type) {
    case OptionType::kFlag:
      return usual != OptionValue(true);
    case OptionType::kSeed:
      return std::uint64_t{1} << 63 | 5;
    case OptionType::kWhole: {
      const auto value = static_cast<std::int64_t>(most);
      return usual == OptionValue(value) ? value - 1 : value;
    }
    case OptionType::kNumber: {
      const double value = least + (most - least) / 3;
      return usual == OptionValue(value) ? (value + most) / 2 : value;
    }
    case OptionType::kText:
    case OptionType::kName:
      for (const std::string_view word : option.words) {
        if (usual != OptionValue(std::string(word))) return std::string(word);
      }
      for (const char* word : {"a word", "D minor", "6/8", "gavotte", "C2-A4", "bassoon", "8+12"}) {
        if (check_option(option, std::string(word))) return std::string(word);
      }
      break;
    case OptionType::kTexts:
      return std::vector<std::string>{"one", "two"};
  }
  return {};
}

inline GivenOptions typed(const OptionList& table, const Spellings& spellings,
                          const std::vector<std::string>& words) {
  CLI::App app;
  GivenOptions given;
  add_options(app, table, given, spellings);
  for (CLI::Option* option : app.get_options()) option->required(false);
  std::vector<std::string> reversed(words.rbegin(), words.rend());
  app.parse(std::move(reversed));
  return given;
}

template <typename Options>
void expect_every_option_round_trips(const OptionTable<Options>& table,
                                     const Spellings& spellings = {}) {
  for (const OptionPreset& preset : table.presets()) {
    for (const Option& option : table.options()) {
      const bool has = option.group.empty() || std::find(preset.groups.begin(), preset.groups.end(),
                                                         option.group) != preset.groups.end();
      if (!has || option.name == table.selector()) continue;
      SCOPED_TRACE(std::string(preset.name) + " " + std::string(option.name));
      Options options = table.defaults(preset.name);
      const OptionValue value = another_value(option, option_value(option, &options));
      ASSERT_TRUE(check_option(option, value).ok());
      set_option(option, &options, value);
      EXPECT_EQ(option_value(option, &options), value);
      EXPECT_TRUE(table.check(options).ok());

      // What people type.
      const std::string name = option_text(std::string(option.name));
      const auto found = spellings.find(option.name);
      const bool positional = found != spellings.end() && found->second.find('-') != 0;
      std::vector<std::string> words;
      std::string lines;
      for (const std::string& text : option_texts(value)) {
        if (option.value.type == OptionType::kFlag) {
          words.push_back(name + "=" + text);
        } else {
          words.insert(words.end(), {name, text});
        }
        if (positional) words = option_texts(value);
        lines += name.substr(2) + " = " + text + "\n";
      }
      const GivenOptions wanted = {{std::string(option.name), value}};
      EXPECT_EQ(typed(table, spellings, words), wanted);

      GivenOptions configured;
      ASSERT_TRUE(read_config(lines, "config", table, configured).ok());
      EXPECT_EQ(configured, wanted);

      const auto json = options_to_json(table, table.given(options));
      const auto from_json = options_from_json(table, nlohmann::json::parse(json.dump()));
      ASSERT_TRUE(from_json.ok()) << from_json.error().text();
      EXPECT_EQ(from_json->at(std::string(option.name)), value);

      const std::string command = " " + table.command_text("verb", options) + " ";
      const auto run = table.describe(options);
      if (!option.decides) {
        EXPECT_EQ(command, " " + table.command_text("verb", table.defaults(preset.name)) + " ");
        continue;
      }
      const auto stored =
          std::find_if(preset.stored.begin(), preset.stored.end(),
                       [&](const StoredOption& each) { return each.name == option.name; });
      const Stored when = stored == preset.stored.end() ? Stored::kIfChanged : stored->when;
      if (when == Stored::kBeside) continue;
      EXPECT_NE(run, table.describe(table.defaults(preset.name)));
      if (when == Stored::kNever) continue;
      for (const std::string& text : option_texts(value)) {
        const std::string part =
            option.value.type == OptionType::kFlag ? name + " " : name + " " + text + " ";
        EXPECT_NE(command.find(" " + part), std::string::npos) << command;
      }
    }
  }
}

}  // namespace bach::cli
