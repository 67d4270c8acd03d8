// All options of a task, one line each: from it come the command line, configuration files, the stored
// command, JSON and keywords, with the same names, ranges and messages.
#pragma once

#include <cstdlib>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/options/option.h"
#include "base/result.h"

namespace bach {

// When the stored command names an option.
enum class Stored : std::uint8_t {
  kAlways,
  kIfChanged,  // from what the preset has
  kBeside,     // where the option `beside`, without which it counts for nothing, is changed
  kNever,      // but it is part of a run's description
};

struct StoredOption {
  std::string_view name;
  Stored when = Stored::kAlways;
  std::string_view beside = {};
};

// A set of defaults by name. It has the options without a group and those of its groups.
struct OptionPreset {
  std::string_view name;
  std::string_view help;  // what it is, in a few words
  std::vector<std::string_view> groups;
  // In this order; options not listed follow where they are changed.
  std::vector<StoredOption> stored;
};

// The table without the type of its struct; see OptionTable. Immutable.
class OptionList {
 public:
  // `selector` is the option that names the preset; without presets it is empty. defaults[k] is the
  // struct of preset k, or the only one.
  OptionList(std::vector<Option> options, std::string_view selector,
             std::vector<OptionPreset> presets, std::vector<std::shared_ptr<const void>> defaults);

  std::span<const Option> options() const { return options_; }
  std::span<const OptionPreset> presets() const { return presets_; }
  std::string_view selector() const { return selector_; }

  // kInvalidArgument, with the name probably meant.
  Result<const Option*> find(std::string_view name) const;
  // Of options that are known to be there.
  const Option& operator[](std::string_view name) const;

  // What an option is unless it is given: the same text for all presets that have it, or else
  // nothing and each of them: "suite 45, sequences 12".
  std::string default_text(const Option& option) const;
  std::string defaults_by_preset(const Option& option) const;

  // What a stored command (OptionTable::command_text()) gives for the option called `name`.
  std::vector<std::string> stored_values(std::string_view command, std::string_view name) const;

 protected:
  // Of the preset called `name`, the first when it is empty; null: there is none.
  const void* defaults_of(std::string_view name) const;
  // Fills `options`, which begin as the defaults of their preset, with what was given.
  Status fill(void* options, const GivenOptions& given) const;
  std::string preset_in(const GivenOptions& given) const;
  Status check_struct(const void* options) const;
  std::string command(std::string_view verb, const void* options) const;
  std::map<std::string, std::string> described(const void* options) const;
  GivenOptions all_of(const void* options) const;

 private:
  bool has(const OptionPreset& preset, const Option& option) const;
  // Null when the struct names a preset there is not.
  const OptionPreset* preset_of(const void* options) const;

  struct Kept {
    const Option* option;
    bool in_command;
  };
  std::vector<Kept> kept(const void* options) const;

  std::vector<Option> options_;
  std::string_view selector_;
  std::vector<OptionPreset> presets_;
  std::vector<std::shared_ptr<const void>> defaults_;
};

template <typename Options>
class OptionTable : public OptionList {
 public:
  struct Preset {
    OptionPreset about;
    Options defaults;
  };

  // Of a task without presets: `defaults` is what it does when nothing is said.
  explicit OptionTable(std::vector<Option> options, Options defaults = {},
                       std::vector<StoredOption> stored = {})
      : OptionTable(std::move(options), "",
                    {{{"", "", {}, std::move(stored)}, std::move(defaults)}}) {}
  OptionTable(std::vector<Option> options, std::string_view selector, std::vector<Preset> presets)
      : OptionList(std::move(options), selector, about(presets), defaults(presets)) {
    for ([[maybe_unused]] const Option& option : this->options()) {
      if (option.value.owner != &slot_owner<Options>) std::abort();
    }
  }

  // Those of the preset called `preset`, the first when empty; there must be one.
  const Options& defaults(std::string_view preset = {}) const {
    return *static_cast<const Options*>(defaults_of(preset));
  }

  // The struct of what was given. Errors (kInvalidArgument) name the option: unknown, not of the
  // preset, out of range, without what it needs or beside what it excludes.
  Result<Options> read(const GivenOptions& given) const {
    const void* begin = defaults_of(preset_in(given));
    Options options = begin != nullptr ? *static_cast<const Options*>(begin) : defaults();
    if (Status filled = fill(&options, given); !filled) return std::move(filled).error();
    return options;
  }

  // Whether all is in range. Not what belongs together, which only read() can tell.
  Status check(const Options& options) const { return check_struct(&options); }

  // The shell command that does so again, in bytes that stay: "VERB --preset suite --seed 42". Only
  // options that decide the result.
  std::string command_text(std::string_view verb, const Options& options) const {
    return command(verb, &options);
  }
  // The same by option, with those that only a resumed run must share: {"--seed", "42"}.
  std::map<std::string, std::string> describe(const Options& options) const {
    return described(&options);
  }

  // All options its preset has, of which read() makes the same struct.
  GivenOptions given(const Options& options) const { return all_of(&options); }

 private:
  static std::vector<OptionPreset> about(const std::vector<Preset>& presets) {
    std::vector<OptionPreset> list;
    for (const Preset& preset : presets) list.push_back(preset.about);
    return list;
  }
  static std::vector<std::shared_ptr<const void>> defaults(const std::vector<Preset>& presets) {
    std::vector<std::shared_ptr<const void>> list;
    for (const Preset& preset : presets) {
      list.push_back(std::make_shared<const Options>(preset.defaults));
    }
    return list;
  }
};

}  // namespace bach
