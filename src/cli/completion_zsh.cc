#include <string_view>

#include "cli/completion.h"

namespace bach::cli {
namespace {

// Inside single quotes, in a description between brackets or after a colon.
std::string shown(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\'') {
      out += "'\\''";
    } else if (c == '[' || c == ']' || c == ':' || c == '\\') {
      out += '\\';
      out += c;
    } else {
      out += c;
    }
  }
  return out;
}

std::string function_of(const CommandEntry& command) {
  std::string name = "_" + command.path;
  for (char& c : name) {
    if (c == ' ' || c == '-') c = '_';
  }
  return name;
}

// ":what:how" of a value.
std::string action_of(const OptionEntry& entry) {
  std::string how;
  if (!entry.choices.empty()) {
    for (const std::string& choice : entry.choices) how += (how.empty() ? "(" : " ") + choice;
    how += ")";
  } else if (entry.takes_movements()) {
    how = "_bach_music";
  } else if (!entry.takes_number()) {
    how = "_files";
  }
  return ":" + shown(entry.positional ? entry.names[0] : entry.value) + ":" + how;
}

// The words after _arguments that tell of one option.
std::string argument_of(const OptionEntry& entry) {
  if (entry.positional)
    return "    '" + std::string(entry.many ? "*" : "") + action_of(entry) + "'";
  std::string text;
  for (const std::string& name : entry.names) {
    const std::string value = entry.value.empty() ? "" : action_of(entry);
    const bool repeats = entry.many || !entry.value.empty();
    text += (text.empty() ? "    '" : " \\\n    '") + std::string(repeats ? "*" : "") + name + "[" +
            shown(entry.help) + "]" + value + "'";
  }
  return text;
}

std::string function_text(const CommandEntry& command) {
  std::string text = function_of(command) + "() {\n";
  const bool branches = !command.subcommands.empty();
  if (branches) text += "  local curcontext=$curcontext state line\n";
  text += std::string("  _arguments ") + (branches ? "-C" : "-s");
  for (const OptionEntry& entry : command.options) text += " \\\n" + argument_of(entry);
  if (!branches) return text + "\n}\n";
  text +=
      " \\\n    '1:command:->command' \\\n    '*::argument:->argument'\n"
      "  case $state in\n"
      "    command)\n"
      "      local -a commands=(\n";
  for (const CommandEntry& below : command.subcommands) {
    text += "        '" + below.name + ":" + shown(below.help) + "'\n";
  }
  text += "      )\n      _describe command commands ;;\n    argument)\n      case $line[1] in\n";
  for (const CommandEntry& below : command.subcommands) {
    text += "        " + below.name + ") " + function_of(below) + " ;;\n";
  }
  return text + "      esac ;;\n  esac\n}\n";
}

std::string functions_of(const CommandEntry& command) {
  std::string text = function_text(command);
  for (const CommandEntry& below : command.subcommands) text += functions_of(below);
  return text;
}

}  // namespace

std::string zsh_completion(const CommandEntry& program, const std::vector<std::string>& movements) {
  std::string text = "#compdef " + program.name +
                     "\n# zsh completion for bach " BACH_VERSION
                     ", made by `bach help --format zsh`.\n_bach_music() {\n  local -a movements=(";
  for (const std::string& name : movements) text += " " + name;
  text += " )\n  _alternative 'movements:movement:compadd -a movements' 'files:file:_files'\n}\n";
  return text + functions_of(program) + function_of(program) + " \"$@\"\n";
}

}  // namespace bach::cli
