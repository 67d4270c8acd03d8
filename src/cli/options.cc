#include "cli/options.h"

#include <cmath>
#include <vector>

#include "base/number_text.h"
#include "cli/terminal.h"

namespace bach::cli {
namespace {

std::string type_name(const Option& option) {
  if (!option.kind.empty()) return std::string(option.kind);
  switch (option.value.type) {
    case OptionType::kWhole:
      return "INT";
    case OptionType::kSeed:
      return "UINT";
    case OptionType::kNumber:
      return "FLOAT";
    default:
      return "TEXT";
  }
}

// As CLI11 writes what its own validators take, which the command tree reads.
std::string constraint_text(const Option& option) {
  if (!option.words.empty()) {
    std::string list;
    for (const std::string_view word : option.words) {
      list += (list.empty() ? "" : ",") + std::string(word);
    }
    return "{" + list + "}";
  }
  const OptionRange& range = option.range;
  if (range.above || !std::isfinite(range.least) || !std::isfinite(range.most)) return {};
  const auto bound = [&](double value) {
    return option.value.type == OptionType::kWhole ? std::to_string(std::llround(value))
                                                   : number_text(value);
  };
  return type_name(option) + " in [" + bound(range.least) + " - " + bound(range.most) + "]";
}

std::string help_text(const OptionList& table, const Option& option) {
  const std::string defaults = table.defaults_by_preset(option);
  return std::string(option.help) + (defaults.empty() ? "" : " (default: " + defaults + ")");
}

CLI::Option* add_flag(CLI::App& command, const std::string& spelled, const Option& option,
                      GivenOptions& given) {
  return command.add_flag_function(
      spelled,
      [&given, name = std::string(option.name)](std::int64_t count) { given[name] = count > 0; },
      std::string(option.help));
}

CLI::Option* add_valued(CLI::App& command, const std::string& spelled, const OptionList& table,
                        const Option& option, GivenOptions& given) {
  const bool list = option.value.type == OptionType::kTexts;
  const auto take = [&option, &given, list](const CLI::results_t& texts) {
    const std::string name(option.name);
    if (list) {
      given[name] = std::vector<std::string>(texts.begin(), texts.end());
      return true;
    }
    Result<OptionValue> value = parse_option(option, texts.back());
    if (value) given[name] = std::move(*value);
    return value.ok();
  };
  CLI::Option* made = command.add_option(spelled, take, help_text(table, option));
  if (list) made->expected(CLI::detail::expected_max_vector_size);
  const auto wrong = [&option](std::string& text) {
    const Result<OptionValue> value = parse_option(option, text);
    return value ? std::string() : with_options(value.error().message);
  };
  made->type_name(type_name(option))->check(CLI::Validator(wrong, constraint_text(option)));
  const std::string fallback = table.default_text(option);
  return fallback.empty() ? made : made->default_str(fallback);
}

CLI::Option* add_option(CLI::App& command, const OptionList& table, const Option& option,
                        GivenOptions& given, const Spellings& spellings) {
  const auto found = spellings.find(option.name);
  const std::string spelled =
      found == spellings.end() ? option_text(std::string(option.name)) : found->second;
  CLI::Option* added = option.value.type == OptionType::kFlag
                           ? add_flag(command, spelled, option, given)
                           : add_valued(command, spelled, table, option, given);
  added->required(option.required);
  if (!option.group.empty()) added->group(std::string(option.group));
  return added;
}

}  // namespace

void add_options(CLI::App& command, const OptionList& table, GivenOptions& given,
                 const Spellings& spellings) {
  std::map<std::string_view, CLI::Option*> made;
  for (const Option& option : table.options()) {
    made[option.name] = add_option(command, table, option, given, spellings);
  }
  for (const Option& option : table.options()) {
    for (const std::string_view other : option.excludes) made[option.name]->excludes(made[other]);
  }
}

std::vector<CLI::Option*> add_options_named(CLI::App& command, const OptionList& table,
                                            std::initializer_list<std::string_view> names,
                                            GivenOptions& given) {
  std::vector<CLI::Option*> made;
  for (const std::string_view name : names) {
    made.push_back(add_option(command, table, table[name], given, {}));
  }
  return made;
}

CLI::Option* add_config_option(CLI::App& command, std::string& path) {
  return command
      .add_option("--config", path, "Read options from a file, a line each: weight-decay = 0.01")
      ->type_name("FILE");
}

CLI::Option* add_seed_option(CLI::App& command, std::uint64_t& seed, const std::string& help) {
  const auto take = [&seed](const CLI::results_t& texts) {
    const Result<std::uint64_t> read = parse_seed(texts.back());
    if (read) seed = *read;
    return read.ok();
  };
  const auto wrong = [](std::string& text) {
    const Result<std::uint64_t> read = parse_seed(text);
    return read ? std::string() : read.error().message;
  };
  return command.add_option("--seed", take, help)
      ->type_name("UINT")
      ->default_str(std::to_string(seed))
      ->check(CLI::Validator(wrong, ""));
}

}  // namespace bach::cli
