// The version of these headers, and of the library that is linked. This is the one place where the
// project's version stands; CMakeLists.txt reads it here. doc/releasing.md says what each part means.
#pragma once

#include "base/export.h"

#define BACH_VERSION_MAJOR 0
#define BACH_VERSION_MINOR 1
#define BACH_VERSION_PATCH 0

// One number to compare: 1.2.3 is 10203.
#define BACH_VERSION_NUMBER \
  (BACH_VERSION_MAJOR * 10000 + BACH_VERSION_MINOR * 100 + BACH_VERSION_PATCH)

namespace bach {

// Of the library at run time, "1.2.3".
BACH_API const char* version() noexcept;

}  // namespace bach
