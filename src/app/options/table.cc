#include "app/options/table.h"

#include <algorithm>
#include <cstdlib>
#include <sstream>
#include <utility>

#include "base/nearest_name.h"

namespace bach {
namespace {

// "--weight-decay", as shells and the files that keep their commands spell it.
std::string spelled(const Option& option) {
  std::string text = "--" + std::string(option.name);
  std::replace(text.begin(), text.end(), '_', '-');
  return text;
}

bool is_set(const GivenOptions& given, std::string_view name) {
  const auto found = given.find(name);
  return found != given.end() && found->second != OptionValue(false) && found->second.index() != 0;
}

std::string joined(const std::vector<std::string>& texts) {
  std::string line;
  for (const std::string& text : texts) line += (line.empty() ? "" : ", ") + text;
  return line;
}

}  // namespace

OptionList::OptionList(std::vector<Option> options, std::string_view selector,
                       std::vector<OptionPreset> presets,
                       std::vector<std::shared_ptr<const void>> defaults)
    : options_(std::move(options)),
      selector_(selector),
      presets_(std::move(presets)),
      defaults_(std::move(defaults)) {
  for (Option& option : options_) {
    if (selector_.empty() || option.name != selector_) continue;
    option.words.clear();
    for (const OptionPreset& preset : presets_) option.words.push_back(preset.name);
  }
}

Result<const Option*> OptionList::find(std::string_view name) const {
  const auto found = std::find_if(options_.begin(), options_.end(),
                                  [&](const Option& option) { return option.name == name; });
  if (found != options_.end()) return &*found;
  std::vector<std::string> names;
  for (const Option& option : options_) names.emplace_back(option.name);
  return invalid_argument(
      "", "no option is called '" + std::string(name) + "'" + did_you_mean(name, names));
}

const Option& OptionList::operator[](std::string_view name) const {
  const Result<const Option*> found = find(name);
  // Not assert(), which would put the name of the folder it was built in into the program.
  if (!found.ok()) std::abort();
  return **found;
}

std::string OptionList::default_text(const Option& option) const {
  if (option.value.type == OptionType::kFlag) return {};
  if (option.name == selector_) return std::string(presets_.front().name);
  std::optional<OptionValue> value;
  for (std::size_t k = 0; k < presets_.size(); ++k) {
    if (!has(presets_[k], option)) continue;
    OptionValue its = option_value(option, defaults_[k].get());
    if (value && *value != its) return {};
    value = std::move(its);
  }
  return value ? joined(option_texts(*value)) : std::string();
}

std::string OptionList::defaults_by_preset(const Option& option) const {
  if (option.value.type == OptionType::kFlag || !default_text(option).empty()) return {};
  std::string list;
  for (std::size_t k = 0; k < presets_.size(); ++k) {
    if (!has(presets_[k], option)) continue;
    const std::string text = joined(option_texts(option_value(option, defaults_[k].get())));
    if (!text.empty()) {
      list += (list.empty() ? "" : ", ") + std::string(presets_[k].name) + " " + text;
    }
  }
  return list;
}

const void* OptionList::defaults_of(std::string_view name) const {
  if (name.empty()) return defaults_.front().get();
  for (std::size_t k = 0; k < presets_.size(); ++k) {
    if (presets_[k].name == name) return defaults_[k].get();
  }
  return nullptr;
}

std::string OptionList::preset_in(const GivenOptions& given) const {
  const auto found = given.find(selector_);
  const auto* name = found == given.end() ? nullptr : std::get_if<std::string>(&found->second);
  return name == nullptr ? std::string() : *name;
}

bool OptionList::has(const OptionPreset& preset, const Option& option) const {
  const auto& groups = preset.groups;
  return option.group.empty() || selector_.empty() ||
         std::find(groups.begin(), groups.end(), option.group) != groups.end();
}

const OptionPreset* OptionList::preset_of(const void* options) const {
  if (selector_.empty()) return &presets_.front();
  const std::string name = joined(option_texts(option_value((*this)[selector_], options)));
  const auto found = std::find_if(presets_.begin(), presets_.end(),
                                  [&](const OptionPreset& preset) { return preset.name == name; });
  return found == presets_.end() ? nullptr : &*found;
}

Status OptionList::fill(void* options, const GivenOptions& given) const {
  // The preset first: its name is what decides about the others.
  if (const auto chosen = given.find(selector_); chosen != given.end()) {
    const Option& selector = (*this)[selector_];
    if (Status fine = check_option(selector, chosen->second); !fine) return fine;
    set_option(selector, options, chosen->second);
  }
  const OptionPreset& preset = *preset_of(options);
  for (const auto& [name, value] : given) {
    const Result<const Option*> found = find(name);
    if (!found) return found.error();
    const Option& option = **found;
    if (!has(preset, option)) {
      return invalid_argument(
          name, "is not an option of `" + std::string(selector_) + "` " + std::string(preset.name));
    }
    if (Status fine = check_option(option, value); !fine) return fine;
    set_option(option, options, value);
  }
  for (const Option& option : options_) {
    const std::string name(option.name);
    if (option.required && !is_set(given, name)) return invalid_argument(name, "must be given");
    if (!is_set(given, name)) continue;
    if (!option.needs.empty() && !is_set(given, option.needs)) {
      return invalid_argument(name, "needs `" + std::string(option.needs) + "`");
    }
    for (const std::string_view other : option.excludes) {
      if (!is_set(given, other)) continue;
      return invalid_argument(name, "cannot be given beside `" + std::string(other) + "`");
    }
  }
  return {};
}

Status OptionList::check_struct(const void* options) const {
  if (!selector_.empty()) {
    const Option& selector = (*this)[selector_];
    Status known = check_option(selector, option_value(selector, options));
    if (!known) return known;
  }
  const OptionPreset& preset = *preset_of(options);
  for (const Option& option : options_) {
    if (!has(preset, option)) continue;
    if (Status fine = check_option(option, option_value(option, options)); !fine) return fine;
  }
  return {};
}

std::vector<OptionList::Kept> OptionList::kept(const void* options) const {
  const OptionPreset& preset = *preset_of(options);
  const void* usual = defaults_of(preset.name);
  const auto changed = [&](const Option& option) {
    return option_value(option, options) != option_value(option, usual);
  };
  std::vector<Kept> list;
  for (const StoredOption& stored : preset.stored) {
    const Option& option = (*this)[stored.name];
    if (stored.when == Stored::kIfChanged && !changed(option)) continue;
    if (stored.when == Stored::kBeside && !changed((*this)[stored.beside])) continue;
    list.push_back({&option, stored.when != Stored::kNever});
  }
  for (const Option& option : options_) {
    const bool listed =
        std::any_of(preset.stored.begin(), preset.stored.end(),
                    [&](const StoredOption& stored) { return stored.name == option.name; });
    if (!listed && option.decides && has(preset, option) && changed(option)) {
      list.push_back({&option, true});
    }
  }
  std::erase_if(list, [&](const Kept& each) {
    return option_value(*each.option, options) == OptionValue(false);
  });
  return list;
}

std::string OptionList::command(std::string_view verb, const void* options) const {
  std::string text(verb);
  for (const Kept& each : kept(options)) {
    if (!each.in_command) continue;
    const bool flag = each.option->value.type == OptionType::kFlag;
    for (const std::string& value : option_texts(option_value(*each.option, options))) {
      text += " " + spelled(*each.option) + (flag ? "" : " " + value);
    }
  }
  return text;
}

std::vector<std::string> OptionList::stored_values(std::string_view command,
                                                   std::string_view name) const {
  std::vector<std::string> values;
  const std::string wanted = spelled((*this)[name]);
  std::istringstream words{std::string(command)};
  for (std::string word, before; words >> word; before = word) {
    if (before == wanted) values.push_back(word);
  }
  return values;
}

std::map<std::string, std::string> OptionList::described(const void* options) const {
  std::map<std::string, std::string> run;
  for (const Kept& each : kept(options)) {
    const std::vector<std::string> texts = option_texts(option_value(*each.option, options));
    if (texts.empty()) continue;
    const bool flag = each.option->value.type == OptionType::kFlag;
    run[spelled(*each.option)] = flag ? "" : joined(texts);
  }
  return run;
}

GivenOptions OptionList::all_of(const void* options) const {
  const OptionPreset& preset = *preset_of(options);
  GivenOptions given;
  for (const Option& option : options_) {
    if (has(preset, option)) given.emplace(option.name, option_value(option, options));
  }
  return given;
}

}  // namespace bach
