#include <cmath>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>

#include "api/answers.h"
#include "api/request_options.h"
#include "app/compose/options.h"
#include "app/music/bach.h"
#include "app/options/json.h"
#include "app/render/engrave.h"
#include "app/render/notation.h"
#include "app/train.h"
#include "audio/general_midi.h"
#include "audio/sound_file.h"
#include "bach/movements.h"
#include "bach/version.h"
#include "score/instruments.h"
#include "score/key_name.h"
#include "score/piece_kind.h"

namespace bach::api {
namespace {

using nlohmann::ordered_json;

ordered_json kinds_json() {
  ordered_json list = ordered_json::array();
  for (int k = 1; k < kPieceKinds; ++k) list.push_back(kind_name(static_cast<PieceKind>(k)));
  return list;
}

// What each kind can be asked in.
ordered_json metres_json(const FormBook& forms) {
  ordered_json all = ordered_json::object();
  for (int k = 1; k < kPieceKinds; ++k) {
    const auto kind = static_cast<PieceKind>(k);
    ordered_json& list = all[std::string(kind_name(kind))] = ordered_json::array();
    for (const Metre& metre : forms.metres(kind)) list.push_back(metre_name(metre));
  }
  return all;
}

// Along the line of fifths, major and minor.
ordered_json keys_json() {
  ordered_json list = ordered_json::array();
  for (const Mode mode : {Mode::kMajor, Mode::kMinor}) {
    for (int fifths = -7; fifths <= 7; ++fifths) {
      list.push_back({{"name", key_name({0, fifths, mode})},
                      {"fifths", fifths},
                      {"mode", mode == Mode::kMajor ? "major" : "minor"}});
    }
  }
  return list;
}

ordered_json instruments_json() {
  ordered_json list = ordered_json::array();
  for (const Instrument& each : instruments()) {
    if (!each.composed_for()) continue;
    list.push_back({{"name", each.name},
                    {"program", each.first_program},
                    {"lowest", each.lowest},
                    {"highest", each.highest}});
  }
  return list;
}

ordered_json sounds_json() {
  ordered_json list = ordered_json::array();
  for (int program = 0; program < 128; ++program) list.push_back(instrument_name(program));
  return list;
}

const char* type_name(OptionType type) {
  switch (type) {
    case OptionType::kFlag:
      return "flag";
    case OptionType::kWhole:
      return "whole";
    case OptionType::kSeed:
      return "seed";
    case OptionType::kNumber:
      return "number";
    case OptionType::kTexts:
      return "texts";
    case OptionType::kText:
    case OptionType::kName:
      break;
  }
  return "text";
}

// What its options are where nothing is given, by preset; without presets of "".
using Defaults = std::vector<std::pair<std::string, ordered_json>>;

template <typename Options>
Defaults defaults_of(const OptionTable<Options>& table) {
  Defaults all;
  for (const OptionPreset& preset : table.presets()) {
    const std::string name(preset.name);
    all.emplace_back(name, options_to_json(table, table.given(table.defaults(name))));
  }
  return all;
}

ordered_json option_json(const Option& option, const Defaults& defaults) {
  const std::string name(option.name);
  ordered_json json = {{"name", name}, {"type", type_name(option.value.type)}};
  const auto bound = [&](double value) {
    return option.value.type == OptionType::kNumber
               ? ordered_json(value)
               : ordered_json(static_cast<std::int64_t>(value));
  };
  const OptionRange& range = option.range;
  if (std::isfinite(range.least)) json[range.above ? "above" : "least"] = bound(range.least);
  if (std::isfinite(range.most)) json["most"] = bound(range.most);
  if (!option.words.empty()) json["words"] = option.words;
  std::optional<ordered_json> shared;
  ordered_json by_preset = ordered_json::object();
  bool same = true;
  for (const auto& [preset, values] : defaults) {
    const auto value = values.find(name);
    if (value == values.end()) continue;
    same = same && (!shared || *shared == *value);
    shared = *value;
    by_preset[preset] = *value;
  }
  if (same) json["default"] = shared.value_or(ordered_json());
  // Of several presets some may have another default, or not have it at all.
  if (!same || by_preset.size() < defaults.size()) json["presets"] = std::move(by_preset);
  json["help"] = option.help;
  return json;
}

// Of the table that composing, infilling and continuing share each has some for itself.
bool is_of(const std::string& kind, const Option& option) {
  if (option.name == "from_bar" || option.name == "to_bar") return kind == "infill";
  return true;
}

ordered_json options_json(const std::string& kind, const OptionList& table,
                          const Defaults& defaults) {
  ordered_json list = ordered_json::array();
  for (const Option& option : table.options()) {
    if (!why_not_given(option).empty() || !is_of(kind, option)) continue;
    list.push_back(option_json(option, defaults));
  }
  return list;
}

ordered_json all_options_json() {
  ordered_json all;
  const Defaults composing = defaults_of(compose_options());
  for (const std::string kind : {"compose", "infill", "continue"}) {
    all[kind] = options_json(kind, compose_options(), composing);
  }
  all["suite"] = options_json("suite", suite_options(), defaults_of(suite_options()));
  all["train"] = options_json("train", train_options(), defaults_of(train_options()));
  return all;
}

ordered_json score_endings_json() {
  ordered_json list = ordered_json::array();
  for (const ScoreFormat& format : score_formats()) {
    for (const std::string_view ending : format.endings) list.push_back(ending.substr(1));
  }
  return list;
}

// What `render` can make where this runs.
ordered_json render_endings_json() {
  ordered_json list = score_endings_json();
  for (const std::string ending : {"wav", "flac", "ogg"}) {
    if (check_can_write_sound("piece." + ending)) list.push_back(ending);
  }
  for (const std::string ending : {"pdf", "svg", "png"}) {
    if (engraver_for(*page_format_of("piece." + ending), {})) list.push_back(ending);
  }
  return list;
}

Result<ordered_json> movements_json() {
  const Result<std::vector<CarriedMovement>> carried = carried_movements(movement_set_names());
  if (!carried) return carried.error();
  ordered_json list = ordered_json::array();
  for (const CarriedMovement& each : *carried) {
    list.push_back({{"set", each.set},
                    {"name", each.name},
                    {"alias", each.alias},
                    {"title", each.title},
                    {"key", each.key},
                    {"metre", each.metre},
                    {"bars", each.bars},
                    {"notes", each.notes},
                    {"seconds", std::round(each.seconds * 1000) / 1000}});
  }
  return list;
}

}  // namespace

Answer catalog(const Request& request, const Events& events, const Cancellation& cancellation) {
  const Result<std::shared_ptr<const BachMusic>> bach = bach_music(cancellation);
  if (!bach) return bach.error();
  ordered_json presets = ordered_json::array();
  for (const OptionPreset& preset : train_options().presets()) {
    presets.push_back({{"name", preset.name}, {"help", preset.help}});
  }
  ordered_json fields = {{"program", version()},
                         {"kinds", kinds_json()},
                         {"metres", metres_json((*bach)->forms)},
                         {"keys", keys_json()},
                         {"instruments", instruments_json()},
                         {"sounds", sounds_json()},
                         {"presets", std::move(presets)},
                         {"options", all_options_json()},
                         {"files", score_endings_json()},
                         {"as", render_endings_json()}};
  if (request.movements) {
    Result<ordered_json> movements = movements_json();
    if (!movements) return std::move(movements).error();
    fields["movements"] = std::move(*movements);
  }
  events.send("catalog", fields);
  return ordered_json::object();
}

}  // namespace bach::api
