// Reads XML in place.
#pragma once

#include <cstddef>

#include "notation/core_only/xml_store.h"

namespace pugi {

// Appends to the root of `store` what the UTF-8 text says; names and values lie in it, and are ended
// by zeros written there. `size` of at least 1. Linear in time, at any depth.
xml_parse_result parse_xml(char* text, std::size_t size, Store& store);

}  // namespace pugi
