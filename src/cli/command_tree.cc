#include "cli/command_tree.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace bach::cli {
namespace {

// What stands between `begin` and `end` in `text`; empty when they are not both there.
std::string between(const std::string& text, std::string_view begin, char end) {
  const std::size_t first = text.find(begin);
  if (first == std::string::npos) return {};
  const std::size_t from = first + begin.size();
  const std::size_t last = text.find(end, from);
  return last == std::string::npos ? std::string() : text.substr(from, last - from);
}

std::vector<std::string> split_at_commas(const std::string& text) {
  std::vector<std::string> words;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    words.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

std::string shown_range(std::string range) {
  const std::size_t dash = range.find(" - ");
  if (dash != std::string::npos) range.replace(dash, 3, " to ");
  return range;
}

OptionEntry entry_of(const CLI::Option& option) {
  OptionEntry entry;
  for (const std::string& name : option.get_snames()) entry.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) entry.names.push_back("--" + name);
  entry.positional = entry.names.empty();
  if (entry.positional) entry.names.push_back(option.get_name(true));
  entry.help = option.get_description();
  entry.group = option.get_group();
  entry.required = option.get_required();
  for (const CLI::Option* other : option.get_excludes()) {
    entry.excludes.push_back(other->get_name());
  }
  std::sort(entry.excludes.begin(), entry.excludes.end());
  if (option.get_items_expected_max() == 0) return entry;

  // CLI11 writes "TEXT:{a,b}" and "INT:INT in [1 - 9]": the type, then what its checks say.
  const std::string type = option.get_type_name();
  entry.value = type.substr(0, type.find(':'));
  entry.choices = split_at_commas(between(type, ":{", '}'));
  entry.range = shown_range(between(type, " in [", ']'));
  entry.fallback = option.get_default_str();
  entry.many = option.get_items_expected_max() > 1 && option.get_allow_extra_args();
  return entry;
}

CommandEntry tree_of(const CLI::App& app, const std::string& above) {
  CommandEntry command;
  command.name = app.get_name();
  command.path = above.empty() ? command.name : above + " " + command.name;
  command.help = app.get_description();
  for (const CLI::Option* option : app.get_options()) {
    if (!option->get_group().empty()) command.options.push_back(entry_of(*option));
  }
  std::stable_partition(command.options.begin(), command.options.end(),
                        [](const OptionEntry& entry) { return entry.positional; });
  for (const CLI::App* sub : app.get_subcommands({})) {
    if (!sub->get_group().empty()) command.subcommands.push_back(tree_of(*sub, command.path));
  }
  return command;
}

}  // namespace

bool OptionEntry::takes_number() const {
  constexpr std::array<std::string_view, 4> kNumbers = {"INT", "UINT", "FLOAT", "N"};
  return std::find(kNumbers.begin(), kNumbers.end(), value) != kNumbers.end();
}

bool OptionEntry::takes_movements() const {
  return takes_text() &&
         (help.find("movement") != std::string::npos || names[0] == "--holdout" || value == "NAME");
}

CommandEntry command_tree(const CLI::App& app) { return tree_of(app, {}); }

}  // namespace bach::cli
