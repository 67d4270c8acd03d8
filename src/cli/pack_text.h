// How packed sets are told of.
#pragma once

#include <cstdint>
#include <string>

#include "app/pack.h"

namespace bach::cli {

// "12,345".
std::string grouped_number(std::uint64_t number);

// How many were left out, and the five commonest causes, a line each.
void print_refusals(const RefusalCounts& refused);

}  // namespace bach::cli
