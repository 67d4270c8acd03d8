#include "cli/suggest.h"

#include <vector>

#include "base/nearest_name.h"

namespace bach::cli {
namespace {

void add_options(const CLI::App& app, std::vector<std::string>& names) {
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
}

}  // namespace

std::string describe_unknown_word(const CLI::App& app, const std::string& word) {
  std::vector<std::string> names;
  const bool option = word.starts_with("-");
  if (option) {
    add_options(app, names);
    if (app.get_parent() != nullptr) add_options(*app.get_parent(), names);
  } else {
    for (const CLI::App* command : app.get_subcommands({})) names.push_back(command->get_name());
  }
  const std::string kind = option ? "option" : app.get_parent() == nullptr ? "command" : "argument";
  return "unknown " + kind + " '" + word.substr(0, word.find('=')) + "'" +
         did_you_mean(word.substr(0, word.find('=')), names);
}

}  // namespace bach::cli
