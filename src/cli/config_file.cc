#include "cli/config_file.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "base/nearest_name.h"

namespace bach::cli {
namespace {

std::string trimmed(std::string_view text) {
  constexpr char kSpace[] = " \t\r";
  const std::size_t first = text.find_first_not_of(kSpace);
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(kSpace) - first + 1));
}

// Names a file may give: all with two dashes but those that make no sense there.
std::vector<std::string> known_names(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames()) {
      if (name != "help" && name != "config") names.push_back(name);
    }
  }
  return names;
}

}  // namespace

Status apply_config_file(const std::string& path, CLI::App& command) {
  const auto bytes = read_file(path);
  if (!bytes) return bytes.error();
  std::string_view rest(reinterpret_cast<const char*>(bytes->data()), bytes->size());
  const std::vector<std::string> names = known_names(command);
  std::set<std::string> seen;
  for (int number = 1; !rest.empty(); ++number) {
    const auto refuse = [&](const std::string& reason) {
      return Error{ErrorCode::kInvalidArgument,
                   path + ", line " + std::to_string(number) + ": " + reason,
                   {}};
    };
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    line = line.substr(0, line.find('#'));
    if (trimmed(line).empty()) continue;
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos) {
      return refuse("not of the form NAME = VALUE; one option per line");
    }
    const std::string name = trimmed(line.substr(0, equals));
    const std::string value = trimmed(line.substr(equals + 1));
    if (std::find(names.begin(), names.end(), name) == names.end()) {
      return refuse("no option is called '" + name + "'" + did_you_mean(name, names));
    }
    if (!seen.insert(name).second) return refuse("'" + name + "' is said twice");
    CLI::Option* option = command.get_option("--" + name);
    if (option->count() > 0) continue;
    option->add_result(value);
    option->run_callback();
  }
  return {};
}

}  // namespace bach::cli
