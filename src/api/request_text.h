// The text of a request as JSON.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string_view>

#include "base/result.h"

namespace bach::api {

// An object. kLimit for more than kMostRequestBytes; kInvalidData, with the byte where that is known,
// for what is not JSON, names a key twice or is nested too deeply.
Result<nlohmann::json> parse_request_text(std::string_view text);

}  // namespace bach::api
