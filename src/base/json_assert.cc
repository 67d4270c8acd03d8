#include "base/json_assert.h"

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <new>

namespace bach {

void fail_json_assertion(const char* failed) {
  // A value has its type before the memory for what is in it. Where there was none, the exception that
  // says so finds the value half made when it destroys it.
  if (std::uncaught_exceptions() > 0) throw std::bad_alloc();
  std::fprintf(stderr, "nlohmann/json: %s does not hold\n", failed);
  std::abort();
}

}  // namespace bach
