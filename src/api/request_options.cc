#include "api/request_options.h"

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "app/compose/options.h"
#include "app/options/json.h"
#include "app/train.h"

namespace bach::api {
namespace {

// Options that requests give as fields of their own, or not at all.
struct SaidElsewhere {
  std::string_view option;
  const char* how;
};
constexpr SaidElsewhere kSaidElsewhere[] = {
    {"model", "is the field `model` of the request"},
    {"primer", "is the field `music` of the request `continue`"},
    {"infill", "is the field `music` of the request `infill`"},
    {"inputs", "is the field `music` of the request"},
    {"also", "reads files, which requests cannot name"},
    {"resume", "is the field `resume` of the request"},
    {"checkpoint_every", "is of files; `checkpoints` of the request tells one after each epoch"},
    {"force", "is of files, which requests do not write"},
};

Error within(const std::string& path, Error error) {
  error.argument = error.argument.empty() ? path : path + "/" + error.argument;
  return error;
}

}  // namespace

const OptionList* options_of(RequestKind kind) {
  switch (kind) {
    case RequestKind::kCompose:
    case RequestKind::kInfill:
    case RequestKind::kContinue:
      return &compose_options();
    case RequestKind::kSuite:
      return &suite_options();
    case RequestKind::kTrain:
      return &train_options();
    default:
      return nullptr;
  }
}

std::string why_not_given(const Option& option) {
  for (const SaidElsewhere& each : kSaidElsewhere) {
    if (each.option == option.name) return each.how;
  }
  return option.kind.empty() ? "" : "names a file, which requests cannot";
}

Status read_options(const nlohmann::json& field, Request& request) {
  const OptionList& table = *options_of(request.kind);
  if (!field.is_object()) return invalid_argument("options", "must be an object");
  for (const auto& [name, ignored] : field.items()) {
    const Result<const Option*> option = table.find(name);
    if (!option) return invalid_argument("options/" + name, option.error().message);
    const std::string why = why_not_given(**option);
    if (!why.empty()) return invalid_argument("options/" + name, why);
  }
  Result<GivenOptions> given = options_from_json(table, field);
  if (!given) return within("options", std::move(given).error());
  request.options = std::move(*given);
  return {};
}

}  // namespace bach::api
