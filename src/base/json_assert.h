// What nlohmann/json does where it finds itself broken. CMakeLists.txt includes this before everything in all that
// uses it, so that it is the same everywhere.
#pragma once

namespace bach {

// Where memory ended: throws std::bad_alloc, which the library's destructors turn into std::terminate(). Else
// says what `failed`, and aborts.
[[noreturn]] void fail_json_assertion(const char* failed);

}  // namespace bach

#define JSON_ASSERT(condition) \
  (static_cast<bool>(condition) ? static_cast<void>(0) : ::bach::fail_json_assertion(#condition))
