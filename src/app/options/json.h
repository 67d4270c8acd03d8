// Options as JSON, by plain name: {"preset": "suite", "weight_decay": 0.01, "holdout": ["cs1-1pre"]}.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "app/options/table.h"
#include "base/result.h"

namespace bach {

// In the table's order. What may hold nothing and does is null.
nlohmann::ordered_json options_to_json(const OptionList& table, const GivenOptions& given);

// Reads an object; null is as if left out. Errors (kInvalidArgument) name the option: unknown, of
// another type, out of range.
Result<GivenOptions> options_from_json(const OptionList& table, const nlohmann::json& json);

}  // namespace bach
