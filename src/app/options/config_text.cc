#include "app/options/config_text.h"

#include <algorithm>
#include <utility>

#include "base/file.h"

namespace bach {
namespace {

std::string trimmed(std::string_view text) {
  constexpr char kSpace[] = " \t\r";
  const std::size_t first = text.find_first_not_of(kSpace);
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(kSpace) - first + 1));
}

std::string with_underscores(std::string name) {
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

// "F#m" has none.
std::string_view without_comment(std::string_view line) {
  for (std::size_t at = line.find('#'); at != std::string_view::npos; at = line.find('#', at + 1)) {
    if (at == 0 || line[at - 1] == ' ' || line[at - 1] == '\t') return line.substr(0, at);
  }
  return line;
}

// One line that says something.
Status read_line(std::string_view line, const OptionList& table, GivenOptions& said) {
  const std::size_t equals = line.find('=');
  if (equals == std::string_view::npos) {
    return invalid_argument("", "not of the form NAME = VALUE; one option a line");
  }
  const std::string name = with_underscores(trimmed(line.substr(0, equals)));
  const Result<const Option*> option = table.find(name);
  if (!option) return option.error();
  Result<OptionValue> value = parse_option(**option, trimmed(line.substr(equals + 1)));
  if (!value) return std::move(value).error();
  const auto [found, fresh] = said.try_emplace(name, *value);
  if (fresh) return {};
  auto* list = std::get_if<std::vector<std::string>>(&found->second);
  if (list == nullptr) return invalid_argument("", "'" + name + "' is given twice");
  list->push_back(std::get<std::vector<std::string>>(*value).front());
  return {};
}

}  // namespace

Status read_config(std::string_view text, const std::string& file, const OptionList& table,
                   GivenOptions& given) {
  GivenOptions said;
  for (int number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    line = without_comment(line);
    if (trimmed(line).empty()) continue;
    if (Status read = read_line(line, table, said); !read) {
      Error error = std::move(read).error();
      error.message = file + ", line " + std::to_string(number) + ": " +
                      (error.argument.empty() ? "" : "`" + error.argument + "` ") + error.message;
      error.argument.clear();
      return error;
    }
  }
  given.merge(said);
  return {};
}

Status read_config_file(const std::string& path, const OptionList& table, GivenOptions& given) {
  const auto bytes = read_file(path);
  if (!bytes) return bytes.error();
  return read_config({reinterpret_cast<const char*>(bytes->data()), bytes->size()}, path, table,
                     given);
}

}  // namespace bach
