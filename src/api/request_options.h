// The options in a request.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "api/request.h"
#include "app/options/table.h"
#include "base/result.h"

namespace bach::api {

// Null: the kind has none.
const OptionList* options_of(RequestKind kind);

// Why no request can give it: it is a field of its own, or reads or writes files. Empty: they can.
std::string why_not_given(const Option& option);

// Of an object, for a kind that has options.
Status read_options(const nlohmann::json& field, Request& request);

}  // namespace bach::api
