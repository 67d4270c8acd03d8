// The options of composing, one line each; see app/options/table.h.
#pragma once

#include <string_view>

#include "app/compose/request.h"
#include "app/options/table.h"

namespace bach {

// Heading of those that suite models alone can do.
inline constexpr std::string_view kMovementOptions = "From suite models";

const OptionTable<ComposeRequest>& compose_options();
const OptionTable<SuiteRequest>& suite_options();

}  // namespace bach
