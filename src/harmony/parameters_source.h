// The finder's parameters as the source file that carries them.
#pragma once

#include <string>

#include "harmony/parameters.h"

namespace bach {

// What stands in src/harmony/shipped_parameters.cc: all numbers, rounded to four digits.
std::string parameters_source(const FinderParameters& parameters);

}  // namespace bach
