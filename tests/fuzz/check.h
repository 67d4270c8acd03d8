// What a fuzz target does when a promise is broken.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace bach::fuzz {

// Ends the program with a message, which libFuzzer and the replaying main both count as a crash.
inline void check(bool holds, const char* promise) {
  if (holds) return;
  std::fprintf(stderr, "broken promise: %s\n", promise);
  std::abort();
}

}  // namespace bach::fuzz
