#include "api/command.h"

#include <algorithm>
#include <string_view>

#include "app/compose/options.h"
#include "app/music/formats.h"
#include "base/lower.h"

namespace bach::api {
namespace {

// One word for a shell, whatever is in it.
std::string quoted(const std::string& word) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=.,:/@%";
  if (!word.empty() && word.find_first_not_of(kPlain) == std::string::npos) return word;
  std::string text = "'";
  for (const char c : word) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return text + "'";
}

// " --top-p".
std::string spelled(std::string_view option) {
  std::string text = " --" + std::string(option);
  std::replace(text.begin(), text.end(), '_', '-');
  return text;
}

// What begins with a dash would be taken for an option.
std::string with_value(std::string_view option, const std::string& value) {
  return spelled(option) + (value.starts_with('-') ? "=" : " ") + quoted(value);
}

// Where the music of a request lies.
std::string file_of(const MusicAtHand& music) {
  if (!music.movement.empty()) return music.movement;
  std::string file = music.name.empty() ? "music" : music.name;
  if (music.score) {
    if (file_ending(file) != ".mid") file += ".mid";
  } else if (music.name.empty()) {
    const std::string_view bytes(reinterpret_cast<const char*>(music.file.data()),
                                 music.file.size());
    file += input_format(file, bytes).endings.front();
  }
  return file.starts_with('-') ? "./" + file : file;
}

}  // namespace

std::string command_of(const Request& request) {
  const bool suite = request.kind == RequestKind::kSuite;
  const OptionList& table = suite ? static_cast<const OptionList&>(suite_options())
                                  : static_cast<const OptionList&>(compose_options());
  std::string line = suite ? "bach suite" : "bach compose";
  if (request.kind == RequestKind::kInfill) line += with_value("infill", file_of(request.music[0]));
  if (request.kind == RequestKind::kContinue) {
    line += with_value("primer", file_of(request.music[0]));
  }
  for (const Option& option : table.options()) {
    const auto given = request.options.find(option.name);
    if (given == request.options.end() || given->second == OptionValue(false)) continue;
    if (option.value.type == OptionType::kFlag) {
      line += spelled(option.name);
      continue;
    }
    for (const std::string& text : option_texts(given->second)) {
      line += with_value(option.name, text);
    }
  }
  if (request.model) line += with_value("model", "model.safetensors");
  return line + (suite ? " -o suite" : " -o piece.mid");
}

}  // namespace bach::api
