#include "bach/version.h"

namespace bach {

const char* version() noexcept { return BACH_VERSION; }

}  // namespace bach
