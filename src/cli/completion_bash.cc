#include "cli/completion.h"

namespace bach::cli {
namespace {

std::string words_of(const CommandEntry& command) {
  std::string words;
  const auto add = [&](const std::string& word) { words += (words.empty() ? "" : " ") + word; };
  for (const CommandEntry& below : command.subcommands) add(below.name);
  for (const OptionEntry& entry : command.options) {
    if (entry.positional) continue;
    for (const std::string& name : entry.names) add(name);
  }
  return words;
}

// What follows an option, or stands free, as an assignment to `kind` and `words`.
std::string values_of(const OptionEntry& entry) {
  if (!entry.choices.empty()) {
    std::string words;
    for (const std::string& choice : entry.choices) words += (words.empty() ? "" : " ") + choice;
    return "kind=words words='" + words + "'";
  }
  if (entry.takes_number()) return "kind=nothing";
  return entry.takes_movements() ? "kind=music" : "kind=files";
}

// One line for each place where a value is completed: "command:option) …".
std::string value_cases(const CommandEntry& command) {
  std::string text;
  for (const OptionEntry& entry : command.options) {
    if (entry.value.empty() || entry.positional) continue;
    std::string pattern;
    for (const std::string& name : entry.names) {
      pattern += (pattern.empty() ? "'" : " | '") + command.path + ":" + name + "'";
    }
    text += "    " + pattern + ") " + values_of(entry) + " ;;\n";
  }
  for (const CommandEntry& below : command.subcommands) text += value_cases(below);
  return text;
}

// One line for each command: what its words and its positionals are.
std::string command_cases(const CommandEntry& command) {
  std::string free = "kind=nothing";
  for (const OptionEntry& entry : command.options) {
    if (entry.positional) free = values_of(entry);
  }
  std::string text =
      "    '" + command.path + "') " + free + " options='" + words_of(command) + "' ;;\n";
  for (const CommandEntry& below : command.subcommands) text += command_cases(below);
  return text;
}

std::string paths_of(const CommandEntry& command) {
  std::string text;
  for (const CommandEntry& below : command.subcommands) {
    text += (text.empty() ? "'" : " | '") + below.path + "'";
    const std::string deeper = paths_of(below);
    if (!deeper.empty()) text += " | " + deeper;
  }
  return text;
}

}  // namespace

std::string bash_completion(const CommandEntry& program,
                            const std::vector<std::string>& movements) {
  std::string music;
  for (const std::string& name : movements) music += (music.empty() ? "" : " ") + name;
  return "# bash completion for bach " BACH_VERSION
         ", made by `bach help --format bash`.\n"
         "_bach() {\n"
         "  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n"
         "  local command=" +
         program.name +
         " kind=nothing words='' options='' i\n"
         "  # --option=value comes as three words.\n"
         "  if [[ $cur == = ]]; then cur=''\n"
         "  elif [[ $prev == = && COMP_CWORD -gt 1 ]]; then prev=${COMP_WORDS[COMP_CWORD-2]}; fi\n"
         "  for ((i = 1; i < COMP_CWORD; ++i)); do\n"
         "    case \"$command ${COMP_WORDS[i]}\" in\n"
         "    " +
         paths_of(program) +
         ") command+=\" ${COMP_WORDS[i]}\" ;;\n"
         "    esac\n"
         "  done\n"
         "  case $command in\n" +
         command_cases(program) +
         "  esac\n"
         "  case $command:$prev in\n" +
         value_cases(program) +
         "    *) words=$options ;;\n"
         "  esac\n"
         "  [[ $kind != music ]] || words+=' " +
         music +
         "'\n"
         "  mapfile -t COMPREPLY < <(\n"
         "    [[ -z $words ]] || compgen -W \"$words\" -- \"$cur\"\n"
         "    [[ $kind != files && $kind != music ]] || compgen -f -- \"$cur\"\n"
         "  )\n"
         "}\n"
         "complete -o filenames -F _bach " +
         program.name + "\n";
}

}  // namespace bach::cli
