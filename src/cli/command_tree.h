// The program's commands and options as plain values, out of their definitions: what the manual
// pages and the shells' completions are made from.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace bach::cli {

struct OptionEntry {
  std::vector<std::string> names;  // "-o", "--output"; of a positional its name alone
  bool positional = false;
  std::string value;                 // "FILE"; empty for flags
  std::vector<std::string> choices;  // when it must be one of them
  std::string range;                 // "1 to 4096"; empty: any
  std::string fallback;              // its default; empty: none that can be shown
  std::string help;
  std::string group;                  // "Options" unless it has a heading of its own
  std::vector<std::string> excludes;  // options that cannot be given beside it, sorted
  bool required = false;
  bool many = false;  // takes several values

  bool takes_number() const;
  // Takes anything but a number or one of a few words: as a rule files.
  bool takes_text() const { return !value.empty() && choices.empty() && !takes_number(); }
  // Movements may be named, too.
  bool takes_movements() const;
};

struct CommandEntry {
  std::string name;  // "roll"
  std::string path;  // "bach plot roll"
  std::string help;
  std::vector<OptionEntry> options;  // positionals first
  std::vector<CommandEntry> subcommands;
};

// Options and commands without a group are hidden: left out.
CommandEntry command_tree(const CLI::App& app);

}  // namespace bach::cli
