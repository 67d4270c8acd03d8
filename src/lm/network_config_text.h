// A NetworkConfig as JSON, tables and fields called by name: what model files hold. For example
//
//   {"tables": [{"name": "pitch", "rows": 81, "width": 64}],
//    "fields": [{"name": "last", "table": "pitch", "dropout": 0.1}, {"name": "key", "range": 12}],
//    "inputs": ["last"], "layers": 1, "hidden": 256, "forget_bias": 0,
//    "dropout": {"input": 0.2, "output": 0.5, "layer": 0, "head": 0.3, "recurrent": 0},
//    "heads": [{"name": "pitch", "classes": 81, "fields": ["key"], "hidden": 256,
//               "activation": "tanh", "tied": "pitch",
//               "relatives": [{"name": "key", "field": "key", "outputs": 12, "cyclic": true}],
//               "guesses": [{"field": "last", "bucket": "key"}]}]}
//
// A network of windows has its "window", too.
#pragma once

#include <string>

#include "base/result.h"
#include "lm/network_config.h"

namespace bach {

// One line. `config` must be valid. Equal configurations give equal texts.
std::string network_config_text(const NetworkConfig& config);

// Reads what network_config_text() writes; what is left out keeps its default. Anything else is
// refused with the reason (kInvalidData), unknown keys and names too, so the result is valid.
Result<NetworkConfig> parse_sequence_config(const std::string& text);

}  // namespace bach
