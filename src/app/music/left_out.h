// Why files are left out, in the words that stand behind their number.
#pragma once

#include <string>

#include "base/result.h"

namespace bach {

// "not found": one cause for all files with this error.
std::string cause_of(ErrorCode code);

}  // namespace bach
